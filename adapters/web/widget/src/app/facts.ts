/** What the browser tells of itself, so that nobody has to ask the customer for it. */
import type { Facts } from "./wire";

export function facts(): Facts {
  return {
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "",
    screen: `${screen.width}x${screen.height}`,
    touch: matchMedia("(pointer: coarse)").matches,
  };
}
