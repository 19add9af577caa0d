/**
 * Every sentence the widget shows, one catalog a language.
 *
 * To add a language: copy `en` into a file of its own under `catalogs`, translate, add it to CATALOGS, and to the
 * loader's strings. TypeScript refuses a catalog with a sentence missing.
 * Numbers, dates and sizes are formatted by Intl, not here.
 */
import { de } from "./catalogs/de";

const en = {
  openChat: "Open chat",
  closeChat: "Close chat",
  unread: (n: number): string => (n === 1 ? "1 unread message" : `${n} unread messages`),
  messages: "Messages",
  you: "You",
  menu: "Options",
  mute: "Turn sound off",
  unmute: "Turn sound on",
  endChat: "End chat",
  endQuestion: "End this chat?",
  endExplanation: "The conversation closes for both sides. You can start a new one at any time.",
  keepChatting: "Keep chatting",
  ending: "Ending the chat…",
  ended: "This chat has ended",
  startNew: "Start a new chat",
  waiting: "Waiting for someone to join",
  withBot: (name: string): string => `${name} answers automatically`,
  joined: (name: string): string => `${name} has joined the chat`,
  inChat: "In this chat",
  writePlaceholder: "Write a message…",
  writeLabel: "Your message",
  send: "Send",
  attach: "Attach files",
  emoji: "Insert emoji",
  emojiSearch: "Search emoji",
  emojiNone: "No emoji found",
  dropHere: "Drop files to add them",
  dropRules: (files: number, size: string): string => `Up to ${files} files, ${size} each`,
  removeFile: (name: string): string => `Remove ${name}`,
  uploading: (name: string, percent: number): string => `${name}, ${percent} % uploaded`,
  waitForFiles: "Your files are still uploading",
  fileTooLarge: (name: string, size: string): string => `${name} is too large. Files can be up to ${size}.`,
  fileType: (name: string): string => `${name} cannot be sent: this type of file is not accepted.`,
  fileEmpty: (name: string): string => `${name} is empty.`,
  tooManyFiles: (n: number): string => `You can send up to ${n} files with one message.`,
  uploadFailed: (name: string): string => `${name} could not be uploaded. Check your connection and try again.`,
  charactersLeft: (n: number): string => (n === 1 ? "1 character left" : `${n} characters left`),
  charactersOver: (n: number): string => `${n} too many: shorten the message to send it`,
  sending: "Sending",
  sent: "Sent",
  seen: "Seen",
  notSent: "Not sent",
  retry: "Retry",
  discard: "Delete",
  edited: "edited",
  deletedMessage: "This message was deleted",
  typing: (name: string): string => `${name} is typing`,
  someone: "Someone",
  connecting: "Connecting…",
  reconnecting: "Connection lost. Reconnecting…",
  offline: "You are offline. Messages are sent when you are back.",
  unavailable: "Chat is not available at the moment.",
  noAnswer: "No answer from the server yet.",
  newMessages: "New messages",
  today: "Today",
  yesterday: "Yesterday",
  download: (name: string): string => `Download ${name}`,
  downloadFile: "Download",
  viewImage: (name: string): string => `View ${name}`,
  placeInLine: (n: number): string => (n === 1 ? "You are next in line" : `You are number ${n} in line`),
  waitAbout: (time: string): string => `about ${time}`,
  closedNow: "We are closed at the moment",
  opensAt: (time: string): string => `Open from ${time}`,
  closedWrite: "Write to us all the same: we answer when we are back.",
  requestLeft: "We answer when we are back",
  chooseOne: "Choose an answer",
  chosen: (words: string): string => `${words}, chosen`,
  pageOffered: "Shall we open this page for you?",
  pageOpen: "Open page",
  pageDecline: "No, thanks",
  pageOpened: "You opened this page",
  pageDeclined: "You did not open this page",
  newWindow: "opens in a new window",
  rateLabel: (n: number, of: number): string => `${n} of ${of}`,
  rateWorst: "Not good",
  rateBest: "Very good",
  rateThanks: "Thank you for your feedback",
  rateSend: "Send feedback",
  rateSkip: "No comment",
  rateComment: "Your comment",
  formSend: "Send",
  formSending: "Sending…",
  formRequired: "required",
  formOptional: "optional",
  formMissing: "Please fill in this field.",
  formMistakes: (n: number): string => (n === 1 ? "Please look at the marked answer." : `Please look at the ${n} marked answers.`),
  formChoose: "Please choose",
  secure: {
    requested: (title: string): string => `Secure data has been requested: ${title}`,
    received: (title: string): string => `You sent secure data: ${title}`,
    opened: (title: string): string => `You sent secure data: ${title}`,
    lost: (title: string): string => `Secure data has expired: ${title}`,
    done: (title: string): string => `You told us that you have paid: ${title}`,
    declined: (title: string): string => `You declined: ${title}`,
    cancelled: (title: string): string => `No longer asked for: ${title}`,
    expired: (title: string): string => `Secure data has expired: ${title}`,
    dropped: (title: string): string => `Secure data was deleted: ${title}`,
  },
  transcript: "Save the transcript",
  reactions: "Reactions",
  bot: "Automatic answer",
  close: "Close",
  dismiss: "Dismiss",
};

export type Catalog = typeof en;

const CATALOGS: Record<string, Catalog> = { en, de };
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/** The sentences in the language chosen by `chooseLocale`. */
export let text: Catalog = en;
export let locale = "en";
/** The language that the customer would have, whether there is a catalog for it or not. */
export let wantedLanguage = "en";

/** Use the best catalog for a language tag such as `de-CH`; English when there is none. */
export function chooseLocale(tag: string): { lang: string; dir: "ltr" | "rtl" } {
  const wanted = safeTag(tag);
  wantedLanguage = wanted;
  const language = wanted.split("-")[0] ?? "en";
  text = CATALOGS[wanted] ?? CATALOGS[language] ?? en;
  locale = text === en && language !== "en" ? "en" : wanted;
  return { lang: locale, dir: RIGHT_TO_LEFT.has(locale.split("-")[0] ?? "") ? "rtl" : "ltr" };
}

function safeTag(tag: string): string {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return "en";
  }
}
