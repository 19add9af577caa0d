/**
 * The launcher and the panel in a closed shadow root: the host page's styles and scripts don't reach in.
 *
 * Built node by node, so it also works under Trusted Types. Knows nothing of the chat itself.
 */
import { text } from "./strings";
import { CSS } from "./styles";

const SVG = "http://www.w3.org/2000/svg";
const FULL_SCREEN = "(max-width: 667px)";

export interface View {
  button: HTMLButtonElement;
  panel: HTMLElement;
  frame: HTMLIFrameElement;
  isFullScreen(): boolean;
  setOpen(open: boolean): void;
  /** Show the chat, or what stands for it while it loads or when it does not. */
  setLoaded(state: "loading" | "ready" | "unavailable"): void;
  setUnread(count: number, label: string): void;
  setLook(accent: string, onAccent: string, surface: string, title: string): void;
}

function icon(name: string, path: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ d: path, fill: "none", stroke: "currentColor", "stroke-width": "2" })) {
    shape.setAttribute(key, value);
  }
  shape.setAttribute("stroke-linecap", "round");
  shape.setAttribute("stroke-linejoin", "round");
  svg.append(shape);
  return svg;
}

function makeButton(): { button: HTMLButtonElement; badge: HTMLElement } {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "launcher";
  button.setAttribute("aria-controls", "panel");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-label", text.open);
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.hidden = true;
  badge.setAttribute("aria-hidden", "true");
  button.append(
    icon("chat", "M12 3.5c5 0 9 3.4 9 7.8s-4 7.8-9 7.8c-1 0-2-.1-2.9-.4L4.3 20.5l1-3.6C3.9 15.5 3 13.5 3 11.3c0-4.4 4-7.8 9-7.8ZM8.5 11.4h.01M12 11.4h.01M15.5 11.4h.01"),
    icon("down", "M6 9.5l6 6 6-6"),
    badge,
  );
  return { button, badge };
}

/** Keep a full-screen panel inside the part of the screen that an on-screen keyboard leaves. */
function followViewport(panel: HTMLElement, isFullScreen: () => boolean): () => void {
  const fit = (): void => {
    const seen = window.visualViewport;
    const active = seen !== null && isFullScreen() && panel.classList.contains("open");
    panel.style.height = active ? `${seen.height}px` : "";
    panel.style.top = active ? `${seen.offsetTop}px` : "";
  };
  window.visualViewport?.addEventListener("resize", fit);
  window.visualViewport?.addEventListener("scroll", fit);
  return fit;
}

export function makeView(side: string): View {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];

  const box = document.createElement("div");
  box.className = side === "start" ? "start" : "end";
  const panel = document.createElement("div");
  panel.className = "panel";
  panel.id = "panel";
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-modal", "false");
  panel.setAttribute("aria-label", text.chat);
  const frame = document.createElement("iframe");
  frame.title = text.chat;
  frame.allow = "autoplay; clipboard-write";
  frame.tabIndex = -1;
  const waiting = document.createElement("p");
  waiting.className = "waiting";
  waiting.setAttribute("role", "status");
  panel.append(waiting, frame);
  const { button, badge } = makeButton();
  box.append(panel, button);
  root.append(box);
  document.body.append(host);

  const media = matchMedia(FULL_SCREEN);
  const isFullScreen = (): boolean => media.matches;
  const fit = followViewport(panel, isFullScreen);
  let pageOverflow = "";
  let locked = false;
  const lockPage = (lock: boolean): void => {
    if (lock === locked) return;
    const style = document.documentElement.style;
    if (lock) pageOverflow = style.overflow;
    style.overflow = lock ? "hidden" : pageOverflow;
    locked = lock;
  };
  media.addEventListener("change", () => {
    lockPage(media.matches && panel.classList.contains("open"));
    fit();
  });

  return {
    button,
    panel,
    frame,
    isFullScreen,
    setOpen(open) {
      panel.classList.toggle("open", open);
      button.setAttribute("aria-expanded", String(open));
      frame.tabIndex = open ? 0 : -1;
      lockPage(open && isFullScreen());
      fit();
    },
    setLoaded(state) {
      panel.dataset.state = state;
      waiting.textContent = state === "unavailable" ? text.unavailable : "";
    },
    setUnread(count, label) {
      badge.hidden = count === 0;
      badge.textContent = count > 99 ? "99+" : String(count);
      button.setAttribute("aria-label", label);
    },
    setLook(accent, onAccent, surface, title) {
      button.style.setProperty("--accent", accent);
      button.style.setProperty("--on-accent", onAccent);
      panel.style.backgroundColor = surface;
      panel.setAttribute("aria-label", title);
      frame.title = title;
    },
  };
}
