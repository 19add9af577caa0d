/** The phone that writes SMS. */
import type { Json } from "../sim";
import type { App } from "./app";
import { AppClient } from "./client";
import { written } from "./number";
import type { AppState, Item } from "./types";

interface PhoneState {
  me: string;
  phones: { number: string; name: string; unread: number; off: boolean; filtered: boolean; previews: boolean }[];
  numbers: { number: string; name: string }[];
  connected: boolean;
  threads: { number: string; unread: number; stopped: boolean; texts: Item[] }[];
  problems: number;
}

function read(given: Json): AppState {
  const state = given as unknown as PhoneState;
  return {
    me: state.me,
    people: state.phones.map(({ number, name, unread, off, filtered, previews }) => ({
      ...{ id: number, name, hint: written(number), unread },
      switches: { off, filtered, previews },
    })),
    places: state.numbers.map(({ number, name }) => ({ id: number, name, hint: written(number) })),
    connected: state.connected,
    threads: state.threads.map(({ number, texts, ...more }) => ({
      ...{ ...more, place: number, typing: false },
      bubbles: texts.map((each) => ({ ...each, state: each.mine ? ("delivered" as const) : ("" as const) })),
    })),
    problems: state.problems,
  };
}

export const PHONE: App = {
  id: "phone",
  title: "Messages",
  words: {
    all: "All texts",
    with: "Texts with",
    row: "Write a text",
    box: "Text message",
    send: "Send",
    attach: "Attach a picture",
    log: "Texts",
    newer: "New texts",
    empty: "No texts yet. Write one below: it goes out as an SMS.",
    deaf: "No texts yet. Nobody listens at this number so far: no webhook is entered for it.",
    waiting: "Unlocking the phone…",
    hands: "Phones",
    hand: (name) => `${name}’s phone`,
    options: "Phone options",
  },
  fields: { who: "phone", where: "to" },
  gone: "phone_not_found",
  accepts: "image/*,video/*,audio/*,.pdf,.vcf",
  read,
  reads: (place) => ({ number: place }),
  switches: [
    {
      ...{ name: "off", icon: "power", on: "Switch the phone on", off: "Switch the phone off" },
      hint: (on) => (on ? "Texts arrive again" : "What is sent to it is undelivered (30003)"),
    },
    {
      ...{ name: "filtered", icon: "out", on: "Let the carrier pass texts", off: "Let the carrier filter texts" },
      hint: (on) => (on ? "Texts arrive again" : "What is sent to it is undelivered (30007)"),
    },
    {
      ...{ name: "previews", icon: "link", on: "Show no link previews", off: "Show link previews" },
      hint: () => "The phone opens a link before you do",
    },
  ],
  stops: [
    {
      ...{ name: "off", button: "Switch it on", mute: true },
      words: "The phone is off. What is sent to it now does not arrive.",
    },
    {
      ...{ name: "filtered", button: "Let it pass", mute: false },
      words: "The carrier filters what is sent to this phone.",
    },
  ],
  quick: ["STOP", "START", "HELP"],
  log: { label: "Twilio’s error log", url: "/twilio/console/errors" },
  rich: false,
  marks: false,
  steps: { sent: "Sent", delivered: "Delivered", read: "Read" },
  ticks: false,
};

export const phoneApp = new AppClient(PHONE);
