/** The reactions under a message: who reacted, and a press adds or takes back one's own. */
import type { JSX } from "preact";
import { emojiChar } from "../blocks/emoji";
import type { TeamsClient } from "./client";
import { useClient } from "./context";
import type { Message } from "./types";

/** The six that Teams offers first, by the names they have on the wire. */
export const SIX = [
  ["like", "👍", "Like"],
  ["heart", "❤️", "Heart"],
  ["laugh", "😆", "Laugh"],
  ["surprised", "😮", "Surprised"],
  ["sad", "😢", "Sad"],
  ["angry", "😠", "Angry"],
] as const;

export function charOf(type: string): string {
  return SIX.find(([name]) => name === type)?.[1] ?? emojiChar(type) ?? type;
}

/** Add one's reaction, or take it back if it is there. */
export function react(client: TeamsClient, message: Message, type: string): void {
  const mine = message.reactions.find((each) => each.type === type)?.users.includes(client.user.peek()) ?? false;
  const { conversation, id } = message;
  void client.act("react", { conversation, id, reaction: type, add: !mine });
}

export function Reactions({ message }: { message: Message }): JSX.Element | null {
  const client = useClient();
  if (message.reactions.length === 0) return null;
  return (
    <div class="reactions">
      {message.reactions.map((each) => {
        const who = each.users.map((user) => client.nameOf(user)).join(", ");
        return (
          <button
            key={each.type}
            type="button"
            class="reaction"
            aria-pressed={each.users.includes(client.user.value)}
            aria-label={`${each.type}, ${each.users.length}: ${who}`}
            title={`${who}: ${each.type}`}
            onClick={() => react(client, message, each.type)}
          >
            <span class="emoji">{charOf(each.type)}</span>
            <span>{each.users.length}</span>
          </button>
        );
      })}
    </div>
  );
}
