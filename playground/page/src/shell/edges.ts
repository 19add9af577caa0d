/** Tells a row that scrolls sideways at which of its ends more is hidden, so that it can fade there (`edges.css`). */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** What is hidden may be less than a pixel when lengths are no whole ones. */
const SLACK = 2;

export function useEdges(row: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = row.current;
    if (!element) return;
    const look = (): void => {
      const { scrollLeft, scrollWidth, clientWidth } = element;
      const hidden = [scrollLeft > SLACK && "start", scrollLeft + clientWidth < scrollWidth - SLACK && "end"];
      element.dataset.more = hidden.filter(Boolean).join(" ");
    };
    const sizes = new ResizeObserver(look);
    [element, ...element.children].forEach((each) => sizes.observe(each));
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
}
