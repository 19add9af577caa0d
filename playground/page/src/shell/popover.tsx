/** The one layer for menus and pickers: placed beside what opened it, kept inside the window, closed by Escape or a click elsewhere. */
import { signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "./icons";

interface Open {
  anchor: Element;
  label: string;
  role: "menu" | "dialog";
  /** The class of the window that it belongs to, when that has colours of its own. */
  look: string;
  body: () => ComponentChildren;
}
const open = signal<Open | null>(null);
const GAP = 6;

export function openPopover(
  anchor: Element,
  label: string,
  body: () => ComponentChildren,
  role: Open["role"] = "menu",
  look = "",
): void {
  open.value = open.peek()?.anchor === anchor ? null : { anchor, label, role, look, body };
}

export function closePopover(refocus = false): void {
  const anchor = open.peek()?.anchor;
  open.value = null;
  if (refocus && anchor instanceof HTMLElement) anchor.focus();
}

function place(anchor: Element, box: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const below = at.bottom + GAP;
  const top = below + height > innerHeight - GAP ? Math.max(GAP, at.top - height - GAP) : below;
  box.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - width - GAP))}px`;
  box.style.top = `${top}px`;
}

function moveFocus(event: KeyboardEvent, box: HTMLElement): void {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -9999, End: 9999 }[event.key];
  if (step === undefined || event.target instanceof HTMLInputElement) return;
  const items = [...box.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  if (!items.length) return;
  event.preventDefault();
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = Math.abs(step) > 1 ? (step > 0 ? items.length - 1 : 0) : (at + step + items.length) % items.length;
  items[next]?.focus();
}

export function PopoverLayer(): JSX.Element | null {
  const current = open.value;
  return current ? <Popover key={current.label} {...current} /> : null;
}

function Popover({ anchor, label, role, look, body }: Open): JSX.Element {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!ref.current) return;
    place(anchor, ref.current);
    (ref.current.querySelector<HTMLElement>("[data-focus], [role=menuitem], input, button") ?? ref.current).focus();
  }, [anchor]);
  useEffect(() => {
    const outside = (event: Event): void => {
      const target = event.target as Node;
      if (!ref.current?.contains(target) && !anchor.contains(target)) closePopover();
    };
    const away = (): void => closePopover();
    document.addEventListener("pointerdown", outside, true);
    addEventListener("resize", away);
    addEventListener("blur", away);
    return () => {
      document.removeEventListener("pointerdown", outside, true);
      removeEventListener("resize", away);
      removeEventListener("blur", away);
    };
  }, [anchor]);
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      closePopover(true);
    } else if (ref.current) moveFocus(event, ref.current);
  };
  return (
    <div ref={ref} class={`popover ${look}`.trim()} role={role} aria-label={label} tabIndex={-1} onKeyDown={keys}>
      {body()}
    </div>
  );
}

/** One line of a menu: does its thing and closes the menu. */
export function MenuItem(props: {
  icon?: IconName;
  tone?: "bad";
  hint?: string;
  onPick: () => void;
  children: ComponentChildren;
}): JSX.Element {
  const pick = (): void => {
    closePopover(true);
    props.onPick();
  };
  return (
    <button type="button" role="menuitem" class={props.tone === "bad" ? "menu-item bad" : "menu-item"} onClick={pick}>
      {props.icon && <Icon name={props.icon} />}
      <span class="menu-label">
        {props.children}
        {props.hint && <small>{props.hint}</small>}
      </span>
    </button>
  );
}
