/**
 * The loader: the one script a site includes.
 *
 *     <script src="https://bridge.example/widget.js" data-queue="billing" async></script>
 *
 * It shows the launcher, opens the chat (an iframe of the bridge), passes on which page the customer is on,
 * who the page says they are, and nothing else. It keeps no storage, sets no cookie and loads nothing but the iframe.
 * Options: data-queue, data-locale, data-theme (auto, light, dark), data-side (end, start), data-identity (a token).
 */
import { type Shown, type ToFrame, type ToHost, unwrap, wrap } from "../shared/host_messages";
import { isSameSite } from "../shared/same_site";
import { currentPage, trackPages } from "./page_tracking";
import { chooseLanguage } from "./strings";
import { makeView, type View } from "./view";

interface PublicApi {
  /** Say who the customer is: a signed token (JWT), or `{user, hash}`; see docs/guard.md. Once a page, before or after login. */
  identify(shown: string | Shown): void;
  /** Forget who the customer is: their chat is not shown any more. */
  logout(): void;
  open(): void;
  close(): void;
  toggle(): void;
}

/** The frame that has not said a word after this long is taken for unavailable; the next opening tries again. */
const PATIENCE_MS = 15_000;

declare global {
  interface Window {
    Deskbridge?: PublicApi;
  }
}

function frameAddress(base: string, options: DOMStringMap): string {
  const at = new URL("widget/frame", base);
  at.searchParams.set("host", location.origin);
  for (const key of ["queue", "locale", "theme"]) {
    const value = options[key];
    if (value) at.searchParams.set(key, value);
  }
  return at.href;
}

class Loader implements PublicApi {
  private readonly origin: string;
  private readonly view: View;
  private isOpen = false;
  private isReady = false;
  private patience = 0;
  private unread = 0;
  private shown: Shown | null;
  private title: { plain: string; counted: string } | null = null;

  constructor(
    private readonly base: string,
    private readonly options: DOMStringMap,
  ) {
    chooseLanguage(options.locale || navigator.language);
    this.origin = new URL(base).origin;
    this.shown = options.identity ? { token: options.identity } : null;
    this.view = makeView(options.side ?? "end");
    this.view.button.addEventListener("click", () => this.toggle());
    this.view.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    addEventListener("message", (event) => this.heard(event));
    document.addEventListener("visibilitychange", () => this.showCountInTitle());
    trackPages(() => this.tellPage());
  }

  /** Load the iframe, or load it again after it failed; safe to call at any time. */
  load(): void {
    if (this.isReady || this.patience) return;
    this.view.setLoaded("loading");
    this.view.frame.src = frameAddress(this.base, this.options);
    this.patience = window.setTimeout(() => {
      this.patience = 0;
      this.view.setLoaded("unavailable");
    }, PATIENCE_MS);
  }

  identify(shown: string | Shown): void {
    this.shown = typeof shown === "string" ? { token: shown } : { ...shown };
    this.tell({ t: "identity", shown: this.shown });
  }

  logout(): void {
    this.shown = null;
    this.tell({ t: "identity", shown: null });
  }

  open(): void {
    this.setOpen(true);
  }

  close(): void {
    this.setOpen(false);
  }

  toggle(): void {
    this.setOpen(!this.isOpen);
  }

  private setOpen(open: boolean): void {
    if (open === this.isOpen) return;
    this.isOpen = open;
    if (open) this.load();
    this.view.setOpen(open);
    this.tell({ t: "panel", open, touch: matchMedia("(pointer: coarse)").matches });
    if (open) this.view.frame.focus();
    else this.view.button.focus();
  }

  private tell(message: ToFrame): void {
    if (this.isReady) this.view.frame.contentWindow?.postMessage(wrap(message), this.origin);
  }

  private tellPage(): void {
    this.tell({ t: "page", ...currentPage(this.title?.plain) });
  }

  private heard(event: MessageEvent): void {
    if (event.origin !== this.origin || event.source !== this.view.frame.contentWindow) return;
    const message = unwrap<ToHost>(event.data);
    if (message) this.act(message);
  }

  private act(message: ToHost): void {
    switch (message.t) {
      case "ready":
        this.isReady = true;
        clearTimeout(this.patience);
        this.view.setLoaded("ready");
        if (this.isOpen) this.view.frame.focus();
        if (this.shown) this.tell({ t: "identity", shown: this.shown });
        this.tell({ t: "panel", open: this.isOpen, touch: matchMedia("(pointer: coarse)").matches });
        this.tellPage();
        break;
      case "look":
        this.view.setLook(message.accent, message.onAccent, message.surface, message.title);
        break;
      case "launcher":
        this.unread = message.unread;
        this.view.setUnread(message.unread, message.label);
        this.showCountInTitle();
        break;
      case "open":
        this.open();
        break;
      case "close":
        this.close();
        break;
      case "navigate":
        this.navigate(message.url);
        break;
    }
  }

  /** Follow a link of this site in this window; any other address is not the frame's to open here. */
  private navigate(url: string): void {
    const at = new URL(url, location.href);
    if (isSameSite(at.href, location.href)) location.assign(at.href);
  }

  /** While the tab is in the background, its title starts with the number of unread messages. */
  private showCountInTitle(): void {
    if (this.title && document.title === this.title.counted) document.title = this.title.plain;
    this.title = null;
    if (document.hidden && this.unread > 0) {
      this.title = { plain: document.title, counted: `(${this.unread}) ${document.title}` };
      document.title = this.title.counted;
    }
  }
}

function start(script: HTMLScriptElement): void {
  const loader = new Loader(script.src, script.dataset);
  window.Deskbridge = {
    identify: (shown) => loader.identify(shown),
    logout: () => loader.logout(),
    open: () => loader.open(),
    close: () => loader.close(),
    toggle: () => loader.toggle(),
  };
  if (document.readyState === "complete") loader.load();
  else addEventListener("load", () => loader.load());
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !window.Deskbridge) {
  if (document.body) start(script);
  else document.addEventListener("DOMContentLoaded", () => start(script));
}

export {};
