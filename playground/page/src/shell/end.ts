/** A list that stays at its newest entry unless one has scrolled up to read. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

const NEAR_PX = 60;

interface End {
  box: RefObject<HTMLDivElement | null>;
  /** Something newer came while one was reading further up. */
  behind: boolean;
  scrolled: () => void;
  toEnd: () => void;
}

/** `newest` names the last entry and how many there are: when it changes, something was added. */
export function useEnd(newest: string): End {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lastTop = useRef(0);
  const [behind, setBehind] = useState(false);
  const jump = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (atEnd.current) jump();
    else setBehind(true);
  }, [newest]);
  useEffect(() => {
    // Pictures and a growing composer change the height after the entries were drawn.
    const watch = new ResizeObserver(() => atEnd.current && jump());
    if (box.current) watch.observe(box.current);
    if (box.current?.firstElementChild) watch.observe(box.current.firstElementChild);
    return () => watch.disconnect();
  }, []);
  const scrolled = (): void => {
    const el = box.current;
    if (!el) return;
    const near = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_PX;
    // Only scrolling up leaves the end; a picture that loads and makes the list longer does not.
    if (near || el.scrollTop < lastTop.current) atEnd.current = near;
    lastTop.current = el.scrollTop;
    if (near) setBehind(false);
  };
  const toEnd = (): void => {
    atEnd.current = true;
    setBehind(false);
    jump();
  };
  return { box, behind, scrolled, toEnd };
}
