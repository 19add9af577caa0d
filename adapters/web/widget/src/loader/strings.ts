/** What the loader says before the chat has loaded, or when it doesn't; after that the chat's own catalog is used. */
const en = {
  open: "Open chat",
  chat: "Chat",
  unavailable: "Chat is not available at the moment. Please try again later.",
};

const de: typeof en = {
  open: "Chat öffnen",
  chat: "Chat",
  unavailable: "Der Chat ist im Moment nicht erreichbar. Bitte versuchen Sie es später noch einmal.",
};

export let text = en;

/** Use the sentences of a language tag; English when there are none. */
export function chooseLanguage(tag: string): void {
  text = /^de\b/i.test(tag) ? de : en;
}
