/** Message text with its formatting: text nodes in elements, never HTML. */
import type { ComponentChildren } from "preact";
import { isSameSite } from "../../shared/same_site";
import { type Formatted, type Stretch, stretches } from "../formatting";
import { useChat } from "./context";

export function RichText({ content }: { content: Formatted }) {
  return <>{draw(stretches(content))}</>;
}

function draw(pieces: Stretch[]): ComponentChildren[] {
  return pieces.map((piece, i) => {
    if (typeof piece !== "string") return <Element key={i} {...piece} />;
    const before = pieces[i - 1];
    // The line break after a block is the block's own end, not an empty line.
    return typeof before === "object" && before.kind === "block" ? piece.replace(/^\n/, "") : piece;
  });
}

function Element({ kind, href, inside }: Exclude<Stretch, string>) {
  const children = draw(inside);
  switch (kind) {
    case "bold":
      return <strong>{children}</strong>;
    case "italic":
      return <em>{children}</em>;
    case "strike":
      return <s>{children}</s>;
    case "code":
      return <code dir="auto">{children}</code>;
    case "block":
      return (
        <code class="block" dir="auto">
          {children}
        </code>
      );
    case "link":
      return (
        <Link href={href ?? ""} isHidden={bare(words(inside)) !== bare(href ?? "")}>
          {children}
        </Link>
      );
  }
}

function words(pieces: Stretch[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : words(piece.inside))).join("");
}

/** An address without what people leave out when they write it. */
function bare(address: string): string {
  return address.replace(/^(?:https?:\/\/|mailto:)/i, "").replace(/\/$/, "").toLowerCase();
}

/** A link of the host page's own site opens in its window, any other in a new one; an address that the words hide is its title. */
function Link({ href, isHidden, children }: { href: string; isHidden: boolean; children: ComponentChildren }) {
  const { host } = useChat();
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    host.tell({ t: "navigate", url: href });
  };
  return (
    <a href={href} title={isHidden ? href : undefined} target="_blank" rel="noopener noreferrer" onClick={isSameSite(href, host.origin) ? follow : undefined}>
      {children}
    </a>
  );
}
