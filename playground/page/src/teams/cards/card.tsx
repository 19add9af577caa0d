/** One Adaptive Card in the page: loads the renderer, draws again when the card changes, and takes one click at a time. */
import type { JSX } from "preact";
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { MenuItem } from "../../shell/popover";
import { openMenu, useClient } from "../context";
import type { Card } from "../types";
import type { Behind, Used } from "./renderer";

export type { Used } from "./renderer";
type Renderer = typeof import("./renderer");

/** Where build.mjs puts the renderer's own script. */
declare const CARDS_SCRIPT: string;

const renderer = signal<Renderer | null>(null);
const failed = signal(false);
let loading = false;

async function load(): Promise<void> {
  if (renderer.peek() || loading) return;
  loading = true;
  failed.value = false;
  try {
    renderer.value = (await import(CARDS_SCRIPT)) as Renderer;
  } catch {
    failed.value = true;
  }
  loading = false;
}

interface Props {
  card: Card;
  label: string;
  /** Do what the person chose; the card takes no other click until it is done. */
  onUse: (used: Used) => Promise<void>;
  /** Called with the card's element each time it is drawn. */
  onDrawn?: (element: HTMLElement) => void;
}

export function CardView({ card, label, onUse, onDrawn }: Props): JSX.Element {
  const client = useClient();
  const place = useRef<HTMLDivElement>(null);
  const busy = useRef(false);
  const use = useRef(onUse);
  use.current = onUse;
  const [trouble, setTrouble] = useState("");
  const source = JSON.stringify(card);
  useEffect(() => void load(), []);
  useEffect(() => {
    const frame = place.current;
    if (!renderer.value || !frame) return;
    const picked = async (used: Used): Promise<void> => {
      if (busy.current) return;
      if (used.kind === "url") return client.open(used.url);
      busy.current = true;
      hold(frame, true);
      await use.current(used).catch(() => undefined);
      busy.current = false;
      hold(frame, false);
    };
    const more = (anchor: HTMLElement, actions: Behind[]): void =>
      openMenu(client, anchor, "More actions of this card", () => <More actions={actions} />);
    try {
      const drawn = renderer.value.draw(JSON.parse(source) as Card, {
        onUse: (used) => void picked(used),
        onLink: (url) => client.open(url),
        onMore: more,
        search: (dataset, query) => client.choices(dataset, query),
      });
      swap(frame, drawn);
      setTrouble("");
      onDrawn?.(drawn);
    } catch (problem) {
      frame.replaceChildren();
      setTrouble(problem instanceof Error ? problem.message : String(problem));
    }
  }, [source, renderer.value]);
  return (
    <div class="card-frame" role="group" aria-label={label}>
      <div ref={place} class="card-place" />
      {!renderer.value && <Loading />}
      {trouble && <p class="card-note">We’re sorry, this card couldn’t be displayed. {trouble}</p>}
    </div>
  );
}

function Loading(): JSX.Element {
  if (!failed.value)
    return (
      <p class="card-note" aria-busy="true">
        <span class="spinner" aria-hidden="true" /> Loading the card…
      </p>
    );
  return (
    <p class="card-note" role="alert">
      The card’s renderer did not load.{" "}
      <button type="button" class="button small" onClick={() => void load()}>
        Try again
      </button>
    </p>
  );
}

function More({ actions }: { actions: Behind[] }): JSX.Element {
  return (
    <>
      {actions.map((each, at) => (
        <MenuItem key={at} onPick={each.use}>
          {each.title}
        </MenuItem>
      ))}
    </>
  );
}

/** While the app is asked: the pressed button turns, and no button can be pressed. */
function hold(frame: HTMLElement, on: boolean): void {
  frame.toggleAttribute("data-busy", on);
  frame.setAttribute("aria-busy", String(on));
  const pressed = document.activeElement;
  for (const each of frame.querySelectorAll("button")) {
    if (on) each.setAttribute("aria-disabled", "true");
    else each.removeAttribute("aria-disabled");
    each.classList.toggle("working", on && each === pressed);
  }
}

/** Put the new drawing in the old one's place; the focus stays on the button of the same name. */
function swap(frame: HTMLElement, drawn: HTMLElement): void {
  const focused = frame.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
  const [tag, words] = [focused?.localName ?? "", focused?.textContent ?? ""];
  frame.replaceChildren(drawn);
  if (!focused) return;
  const same = [...drawn.querySelectorAll<HTMLElement>(tag)].find((each) => each.textContent === words);
  (same ?? drawn.querySelector<HTMLElement>("button, input, select, textarea"))?.focus();
}
