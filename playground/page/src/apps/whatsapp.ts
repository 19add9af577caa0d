/** WhatsApp, as those who write to a business have it. */
import type { Json } from "../sim";
import type { App } from "./app";
import { AppClient } from "./client";
import { written } from "./number";
import type { AppState } from "./types";

function read(given: Json): AppState {
  const state = given as unknown as AppState;
  const nicer = <T extends { hint: string }>(each: T): T => ({ ...each, hint: written(each.hint) });
  return { ...state, people: state.people.map(nicer), places: state.places.map(nicer) };
}

export const WHATSAPP: App = {
  id: "whatsapp",
  title: "Chats",
  words: {
    all: "All chats in WhatsApp",
    with: "WhatsApp with",
    row: "Write to this business",
    box: "Message",
    send: "Send",
    attach: "Attach a file",
    log: "Messages",
    newer: "New messages",
    empty: "No messages yet. Write below: it goes to the business.",
    deaf: "No messages yet. Nobody listens so far: the number has no webhook.",
    waiting: "Opening WhatsApp…",
    hands: "People in WhatsApp",
    hand: (name) => `${name}’s WhatsApp`,
    options: "WhatsApp options",
  },
  fields: { who: "person", where: "to" },
  gone: "person_not_found",
  accepts: "image/png,image/jpeg,image/webp,video/mp4,audio/*,.pdf,.txt,.doc,.docx,.xlsx",
  read,
  reads: (place) => ({ number: place }),
  switches: [
    {
      ...{ name: "off", icon: "power", on: "Go online", off: "Go offline" },
      hint: (on) => (on ? "What waits arrives" : "Messages stay “sent” meanwhile"),
    },
    {
      ...{ name: "blocked", icon: "out", on: "Unblock the business", off: "Block the business" },
      hint: (on) => (on ? "Messages arrive again" : "What it sends fails (131026)"),
    },
    {
      ...{ name: "quiet", icon: "eye", on: "Send read receipts", off: "Send no read receipts" },
      hint: () => "Whether the business is told what was read",
    },
    {
      ...{ name: "opted_out", icon: "bell", on: "Allow offers", off: "Stop offers" },
      hint: (on) => (on ? "Marketing templates arrive again" : "Marketing templates fail (131050)"),
    },
  ],
  stops: [
    {
      ...{ name: "off", button: "Go online", mute: true },
      words: "You are offline. What is sent to you waits.",
    },
    {
      ...{ name: "blocked", button: "Unblock", mute: true },
      words: "You have blocked this business. Nothing comes from it, and nothing goes to it.",
    },
  ],
  quick: [],
  rich: true,
  marks: true,
  steps: { sent: "Sent", delivered: "Delivered", read: "Read" },
  ticks: true,
};

export const whatsappApp = new AppClient(WHATSAPP);
