/** Messenger, as those who write to a Page have it. */
import type { Json } from "../sim";
import type { App } from "./app";
import { AppClient } from "./client";
import type { AppState } from "./types";

export const MESSENGER: App = {
  id: "messenger",
  title: "Chats",
  words: {
    all: "All chats in Messenger",
    with: "Messenger with",
    row: "Write to this Page",
    box: "Message",
    send: "Send",
    attach: "Attach a file",
    log: "Messages",
    newer: "New messages",
    empty: "No messages yet. Write below: it goes to the Page.",
    deaf: "No messages yet. Nobody listens so far: the Page has no webhook.",
    waiting: "Opening Messenger…",
    hands: "People in Messenger",
    hand: (name) => `${name}’s Messenger`,
    options: "Messenger options",
  },
  fields: { who: "person", where: "" },
  gone: "person_not_found",
  accepts: "image/*,video/*,audio/*,.pdf,.txt,.doc,.docx,.zip",
  read: (state: Json) => state as unknown as AppState,
  reads: () => ({}),
  switches: [
    {
      ...{ name: "blocked", icon: "out", on: "Unblock the Page", off: "Block the Page" },
      hint: (on) => (on ? "Messages arrive again" : "What it sends is refused (551)"),
    },
    {
      ...{ name: "quiet", icon: "eye", on: "Tell when I read", off: "Don’t tell when I read" },
      hint: () => "Whether the Page is told what was read",
    },
  ],
  stops: [
    {
      ...{ name: "blocked", button: "Unblock", mute: true },
      words: "You have blocked this Page. Nothing comes from it, and nothing goes to it.",
    },
  ],
  quick: [],
  rich: true,
  marks: false,
  steps: { sent: "Sent", delivered: "Delivered", read: "Seen" },
  ticks: false,
};

export const messengerApp = new AppClient(MESSENGER);
