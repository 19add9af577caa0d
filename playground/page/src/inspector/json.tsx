/** JSON set out over lines and coloured by kind; what is cut off or no JSON is shown as it is. */
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";

const PIECE = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export function JsonText({ text }: { text: string }): JSX.Element {
  const parts = useMemo(() => pieces(pretty(text)), [text]);
  return (
    <pre class="json" tabIndex={0}>
      {parts}
    </pre>
  );
}

function pieces(text: string): (string | JSX.Element)[] {
  const out: (string | JSX.Element)[] = [];
  let from = 0;
  for (const hit of text.matchAll(PIECE)) {
    const [whole, quoted, colon, word] = hit;
    out.push(text.slice(from, hit.index));
    const kind = quoted ? (colon ? "key" : "string") : word ? "word" : "number";
    out.push(
      <span key={hit.index} class={`json-${kind}`}>
        {quoted ?? whole}
      </span>,
      colon ?? "",
    );
    from = hit.index + whole.length;
  }
  return [...out, text.slice(from)];
}
