/** The widget's icons: 24 x 24 strokes in the colour of the text around them. */
const PATHS = {
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9.5l6 6 6-6",
  more: "M12 5.5h.01M12 12h.01M12 18.5h.01",
  send: "M4.5 12L20 4.5 14.5 20l-3-6.5zM11.5 13.5L20 4.5",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7.1-7.1l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.7-7.7",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5c.8 1.2 2 1.9 3.5 1.9s2.7-.7 3.5-1.9M9 9.5h.01M15 9.5h.01",
  sound: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  silent: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
  leave: "M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15 8l4 4-4 4M19 12H9.5",
  file: "M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5zM13.5 3v5.5H19",
  download: "M12 4v11M7.5 11l4.5 4.5L16.5 11M5 20h14",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5V12l3 2",
  tick: "M5 12.5l4.5 4.5L19 7",
  ticks: "M2 12.5l4.5 4.5L14 8M11.5 16l1 1L21 8",
  alert: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5v5M12 16.2h.01",
  page: "M4 5.5h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM3 9.5h18M6 7.5h.01M8.5 7.5h.01",
  outside: "M13.5 4.5h6v6M19.5 4.5l-9 9M17 13.5V18a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 18V8.5A1.5 1.5 0 0 1 6 7h4.5",
  star: "M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7L12 16.8 6.9 19.5l1-5.7-4.1-4 5.7-.8z",
  queue: "M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01",
  bot: "M7 8.5h10a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-2.5 2.5H7A2.5 2.5 0 0 1 4.5 16v-5A2.5 2.5 0 0 1 7 8.5ZM12 8.5V5M12 4.5h.01M9.3 13h.01M14.7 13h.01M10 16h4",
  plus: "M12 5v14M5 12h14",
  lock: "M7.5 10.5h9a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-5.5a2 2 0 0 1 2-2ZM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14.5v2",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, label }: { name: IconName; label?: string }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" role={label ? "img" : "presentation"} aria-label={label} aria-hidden={label ? undefined : true}>
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width={name === "more" ? 2.6 : 1.9} stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
