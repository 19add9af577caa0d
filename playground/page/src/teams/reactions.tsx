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

/** All others have names of their own, or their code points before a name, as in `1f440_eyes`:
 * https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/teams-reactions-reference */
const CODED = /^([0-9a-f]{4,5}(?:-[0-9a-f]{4,5})*)_/;

export function charOf(type: string): string {
  const coded = CODED.exec(type)?.[1];
  if (coded) return String.fromCodePoint(...coded.split("-").map((each) => Number.parseInt(each, 16))) + "\ufe0f";
  return SIX.find(([name]) => name === type)?.[1] ?? emojiChar(type) ?? type;
}

const named = (type: string): string => type.replace(CODED, "");

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
            aria-label={`${named(each.type)}, ${each.users.length}: ${who}`}
            title={`${who}: ${named(each.type)}`}
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
