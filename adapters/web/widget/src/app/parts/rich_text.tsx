/** Message text: text nodes and links, never HTML. */
import { isSameSite } from "../../shared/same_site";
import { linkify } from "../linkify";
import { useChat } from "./context";

export function RichText({ text }: { text: string }) {
  const { host } = useChat();
  const follow = (event: MouseEvent, href: string): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    host.tell({ t: "navigate", url: href });
  };
  return (
    <>
      {linkify(text).map((run, i) => {
        if (run.href === null) return run.text;
        const href = run.href;
        const isOwn = isSameSite(href, host.origin);
        return (
          <a key={i} href={href} target="_blank" rel="noopener noreferrer" onClick={isOwn ? (event) => follow(event, href) : undefined}>
            {run.text}
          </a>
        );
      })}
    </>
  );
}
