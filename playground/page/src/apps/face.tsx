/** The round picture of whom one writes with: initials, or a person where the name is not known. */
import type { JSX } from "preact";
import { Avatar } from "../shell/avatar";
import { Icon } from "../shell/icons";

export function Face({ name, size }: { name: string; size: number }): JSX.Element {
  if (name)
    return (
      <span class="phone-face">
        <Avatar name={name} size={size} />
      </span>
    );
  return (
    <span class="phone-face unknown-face" style={{ width: `${size}px`, height: `${size}px` }} aria-hidden="true">
      <Icon name="people" size={Math.round(size * 0.55)} />
    </span>
  );
}
