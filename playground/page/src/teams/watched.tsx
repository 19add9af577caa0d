/**
 * A card that comes into view is renewed for those whom it names, once a minute at most
 * (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/up-to-date-views).
 */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useClient } from "./context";
import type { Card, Message } from "./types";

const MINUTE_MS = 60_000;
const MOST_NAMED = 60;
const viewed = new Map<string, number>();

interface Props {
  card: Card;
  message: Message;
  children: ComponentChildren;
}

export function Watched({ card, message, children }: Props): JSX.Element {
  const client = useClient();
  const frame = useRef<HTMLDivElement>(null);
  const me = client.person(client.user.value);
  const named = card.refresh?.userIds ?? [];
  const mine = me !== undefined && named.length <= MOST_NAMED && (named.includes(me.id) || named.includes(me.aad));
  const { conversation, id, edited } = message;
  useEffect(() => {
    if (!mine || !frame.current) return undefined;
    const seen = (entries: IntersectionObserverEntry[]): void => {
      // A card that the app changed is looked at anew.
      const key = `${client.user.peek()}/${conversation}/${id}/${edited ?? ""}`;
      const last = viewed.get(key) ?? -Infinity;
      if (document.hidden || !entries.some((each) => each.isIntersecting) || Date.now() - last < MINUTE_MS) return;
      viewed.set(key, Date.now());
      void client.attempt("view", { conversation, id }).catch(() => undefined);
    };
    const watch = new IntersectionObserver(seen, { threshold: 0.2 });
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, [mine, conversation, id, edited]);
  return <div ref={frame}>{children}</div>;
}
