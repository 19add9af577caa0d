/** What may stand in or at a message besides words and files: what it answers, a place, people, reactions. */
import type { JSX } from "preact";
import { Avatar } from "../shell/avatar";
import { Icon } from "../shell/icons";
import { useApp } from "./context";
import type { Item } from "./types";
import { marked } from "./words";

export function Quoted({ item }: { item: Item }): JSX.Element | null {
  const { app } = useApp();
  if (!item.quoted) return null;
  return (
    <blockquote class="app-quoted">
      <strong>{item.quoted.mine ? "You" : "Them"}</strong>
      <span>{app.marks ? marked(item.quoted.text) : item.quoted.text}</span>
    </blockquote>
  );
}

export function Location({ item }: { item: Item }): JSX.Element | null {
  const place = item.location;
  if (!place) return null;
  const there = `${place.latitude},${place.longitude}`;
  return (
    <a
      class="sms-preview"
      href={`https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}`}
      target="_blank"
      rel="noopener noreferrer nofollow"
    >
      <Icon name="globe" size={18} />
      <span>
        <strong>{place.name ?? "Place"}</strong>
        <small>{place.address ?? there}</small>
      </span>
    </a>
  );
}

export function Contacts({ item }: { item: Item }): JSX.Element {
  return (
    <>
      {item.contacts?.map((each, at) => (
        <div key={at} class="sms-preview">
          <Avatar name={each.name || "?"} size={30} />
          <span>
            <strong>{each.name}</strong>
            <small>{each.phone}</small>
          </span>
        </div>
      ))}
    </>
  );
}

/** One's own reaction is taken back by tapping it. */
export function Reactions({ item }: { item: Item }): JSX.Element | null {
  const client = useApp();
  if (!item.reactions?.length) return null;
  const mine = item.my_reaction;
  return (
    <p class="app-reactions">
      {item.reactions.map((each, at) =>
        each === mine ? (
          <button
            key={at}
            type="button"
            aria-label={`Take back ${each}`}
            onClick={() => void client.act("react", { mid: item.mid, emoji: each, add: false })}
          >
            {each}
          </button>
        ) : (
          <span key={at}>{each}</span>
        ),
      )}
    </p>
  );
}
