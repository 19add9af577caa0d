/** The page's own line icons, drawn on a 20-unit grid in the colour of the text around them. */
import type { JSX } from "preact";

const PATHS = {
  home: "M3 9.5 10 3.5l7 6V16a1 1 0 0 1-1 1h-3.5v-4.5h-5V17H4a1 1 0 0 1-1-1z",
  hash: "M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h13M3 12.5h13",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  chat: "M3.5 4.5h13v9h-7L6 16.5v-3H3.5z",
  thread: "M3.5 4.5h13v8.5h-7L6 16v-3H3.5zM7 7.5h6M7 10h4",
  send: "M3.5 16.5 17 10 3.5 3.5 5.5 10zM5.5 10H11",
  clip: "m15.5 9.5-5.6 5.6a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-5.7 5.7a1.1 1.1 0 0 1-1.6-1.6l5-5",
  smile: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M7 11.5c.6 1.3 1.7 2 3 2s2.400-.7 3-2M7.500 7.800v.5M12.500 7.800v.5",
  more: "M4.500 10h.01M10 10h.01M15.500 10h.01",
  close: "m5 5 10 10M15 5 5 15",
  reload: "M16 10a6 6 0 1 1-1.800-4.300M16 3v3.500h-3.500",
  sun: "M10 13.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M10 2.500v1.500M10 16v1.500M2.500 10H4M16 10h1.500M4.700 4.700l1 1M14.300 14.300l1 1M4.700 15.300l1-1M14.300 5.700l1-1",
  moon: "M16.500 11.500A7 7 0 1 1 8.500 3.500a5.500 5.500 0 0 0 8 8z",
  down: "m5.500 8 4.500 4.500L14.500 8",
  right: "m8 5.500 4.500 4.500L8 14.500",
  left: "M12 5.500 7.500 10l4.500 4.500",
  menu: "M3.500 6h13M3.500 10h13M3.500 14h13",
  edit: "m4 16 .8-3.500 8.700-8.700 2.700 2.700-8.700 8.700z",
  trash: "M4 6h12M8 6V4h4v2M5.500 6l.7 11h7.600l.7-11",
  bolt: "M11 2.500 4.500 11.500H9.500L8.500 17.500 15.500 8.500H10.500z",
  eye: "M2.500 10S5.500 5 10 5s7.500 5 7.500 5-3 5-7.500 5-7.500-5-7.500-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  file: "M5 3h6.500L15 6.500V17H5zM11 3v4h4",
  globe:
    "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M3 10h14M10 3c4.500 4.500 4.500 9.500 0 14M10 3c-4.500 4.500-4.500 9.500 0 14",
  pulse: "M2.500 10.500h3.500l2-6 4 11 2-5h3.500",
  camera: "M3 6h9.500v8H3zM12.500 9 17 6.500v7L12.500 11",
  plus: "M10 4v12M4 10h12",
  check: "m4.500 10.500 3.500 3.500 7.500-8",
  alert: "M10 3 2.500 16.500h15zM10 8v4M10 14.300v.2",
  out: "M10 16.500a6.500 6.500 0 1 1 0-13 6.500 6.500 0 0 1 0 13M10 6.500v4M10 13.200v.2",
  external: "M11 4h5v5M16 4l-7 7M14 11.500V16H4V6h4.500",
  restart: "M4 10a6 6 0 1 0 1.800-4.300M4 3v3.500h3.500",
  archive: "M3 4h14v3.500H3zM4.500 7.500V16h11V7.500M8 10.500h4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }): JSX.Element {
  const width = name === "more" ? 2.6 : 1.5;
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width={width}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
