/** The handle between two worlds: drag it, or use the arrow keys. It sizes whichever neighbour does not grow by itself. */
import type { JSX } from "preact";
import { WORLDS, type World } from "../worlds";
import { grower, resize, sizeOf } from "./layout";

const KEY_STEP = 24;

export function Splitter({ left, right }: { left: World; right: World }): JSX.Element {
  // The worlds left of the one that grows are sized by their right edge, the others by their left one.
  const growing = WORLDS.findIndex((each) => each.id === grower());
  const after = growing >= 0 && WORLDS.indexOf(left) >= growing;
  const [target, sign] = after ? [right, -1] : [left, 1];
  const drag = (event: PointerEvent): void => {
    event.preventDefault();
    const [from, size] = [event.clientX, sizeOf(target.id)];
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    document.body.classList.add("dragging");
    const move = (now: PointerEvent): void => resize(target.id, size + sign * (now.clientX - from));
    const end = (): void => {
      document.body.classList.remove("dragging");
      handle.removeEventListener("pointermove", move);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  };
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    resize(target.id, sizeOf(target.id) + sign * step);
  };
  return (
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${target.title}`}
      aria-valuenow={sizeOf(target.id)}
      aria-valuemin={target.min}
      aria-valuemax={1200}
      onPointerDown={drag}
      onKeyDown={keys}
    />
  );
}
