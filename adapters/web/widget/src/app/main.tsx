/**
 * The chat in the iframe: reads what the bridge wrote into the document, joins the parts, draws.
 */
import { render } from "preact";
import { Chat } from "./chat";
import { palette } from "./colour";
import { isSameSite } from "../shared/same_site";
import { Host } from "./host";
import { ChatContext } from "./parts/context";
import { Panel } from "./parts/panel";
import { allowSound } from "./sound";
import { unreadCount } from "./state";
import { chooseLocale, text } from "./strings";
import type { Settings } from "./wire";

const page = document.documentElement;
const settings = JSON.parse(page.dataset.settings ?? "{}") as Settings;
const theme = page.dataset.theme ?? "auto";
const host = new Host(page.dataset.host ?? "");
const darkPreferred = matchMedia("(prefers-color-scheme: dark)");

function applyLook(): void {
  const isDark = theme === "dark" || (theme === "auto" && darkPreferred.matches);
  const colours = palette(settings.colours.accent, isDark);
  page.dataset.scheme = isDark ? "dark" : "light";
  page.style.setProperty("--accent", colours.accent);
  page.style.setProperty("--on-accent", colours.onAccent);
  page.style.setProperty("--shade", colours.shade);
  page.style.setProperty("--accent-text", colours.accentText);
  host.tell({ t: "look", accent: colours.accent, onAccent: colours.onAccent, surface: colours.surface, title: settings.title });
}

/** Keep the launcher's label and badge in step. */
function tellLauncher(chat: Chat): void {
  let told = "";
  const tell = (): void => {
    const { isOpen } = chat.store.state;
    const unread = isOpen ? 0 : unreadCount(chat.store.state);
    const label = (isOpen ? text.closeChat : text.openChat) + (unread > 0 ? `, ${text.unread(unread)}` : "");
    if (`${unread} ${label}` === told) return;
    told = `${unread} ${label}`;
    host.tell({ t: "launcher", label, unread });
  };
  chat.store.subscribe(tell);
  tell();
}

const { lang, dir } = chooseLocale(page.dataset.locale || settings.locale || navigator.language);
page.lang = lang;
page.dir = dir;
const chat = new Chat(settings);
chat.navigate = (url, isTrial = false) => {
  if (!isSameSite(url, host.origin)) return false;
  if (!isTrial) host.tell({ t: "navigate", url });
  return true;
};
host.listen((message) => {
  if (message.t === "panel") chat.setPanel(message.open, message.touch);
  if (message.t === "identity") chat.identity.be(message.shown);
  if (message.t === "page") chat.setPage({ url: message.url, title: message.title });
});
applyLook();
darkPreferred.addEventListener("change", applyLook);
tellLauncher(chat);
addEventListener("pointerdown", allowSound, { once: true });
addEventListener("keydown", allowSound, { once: true });
render(
  <ChatContext.Provider value={{ chat, host }}>
    <Panel />
  </ChatContext.Provider>,
  document.body,
);
host.tell({ t: "ready" });
