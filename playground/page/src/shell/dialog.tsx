/** A dialog over one world only: keeps the keyboard inside while it is open and gives the focus back afterwards. */
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const FOCUSABLE =
  'button:not(:disabled), [href], input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** What is open now, the newest last. */
const open: HTMLElement[] = [];

interface Props {
  label: string;
  class?: string;
  alert?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog(props: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(props.onClose);
  close.current = props.onClose;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented || meantBy(document.activeElement) !== element) return;
      event.preventDefault();
      close.current();
    };
    open.push(element);
    document.addEventListener("keydown", escape);
    return () => {
      open.splice(open.indexOf(element), 1);
      document.removeEventListener("keydown", escape);
    };
  }, []);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const first =
      box.current?.querySelector<HTMLElement>("[data-focus]") ??
      box.current?.querySelector<HTMLElement>("input, select, textarea");
    (first ?? box.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      props.onClose();
    }
    if (event.key === "Tab" && box.current) keepInside(event, box.current);
  };
  return (
    <div class="dialog-back">
      <div
        ref={box}
        class={`dialog ${props.class ?? ""}`}
        role={props.alert ? "alertdialog" : "dialog"}
        aria-modal="true"
        aria-label={props.label}
        tabIndex={-1}
        onKeyDown={keys}
      >
        {props.children}
      </div>
    </div>
  );
}

/** The dialog that Escape closes: the newest of the world with the focus; of all worlds when the focus is nowhere. */
function meantBy(at: Element | null): HTMLElement | undefined {
  const nowhere = at === null || at === document.body;
  return open.filter((each) => nowhere || each.closest(".world")?.contains(at)).at(-1);
}

function keepInside(event: KeyboardEvent, box: HTMLElement): void {
  const all = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((each) => each.offsetParent !== null);
  const [first, last] = [all[0], all.at(-1)];
  const at = document.activeElement;
  if (event.shiftKey && (at === first || at === box)) last?.focus();
  else if (!event.shiftKey && at === last) first?.focus();
  else return;
  event.preventDefault();
}
