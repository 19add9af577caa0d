/** Who a message is from, as Slack shows it: a person, the app, or the name and picture that the app gave. */
import type { SlackClient } from "./client";
import type { Message } from "./types";

export interface Author {
  name: string;
  image?: string | null;
  emoji?: string;
  app: boolean;
  id: string;
  presence?: "active" | "away";
}

export function authorOf(client: SlackClient, message: Message): Author {
  const state = client.state.value;
  const person = client.person(message.user ?? (message.bot_id ? state?.bot_user : undefined));
  const app = Boolean(message.bot_id || person?.is_bot);
  const icons = message.icons;
  const custom = message.username !== undefined;
  return {
    id: `${message.user ?? message.bot_id ?? ""}/${message.username ?? ""}`,
    name: message.username || person?.real_name || state?.app.name || "Unknown",
    image: icons?.image_72 ?? icons?.image_64 ?? icons?.image_48 ?? (custom && icons?.emoji ? null : person?.image),
    emoji: icons?.emoji,
    app,
  };
}

/** Whether a message belongs in the channel itself and not only in a thread. */
export function inChannel(message: Message): boolean {
  return !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";
}
