/**
 * A page that the agent offers: its name and where it is, and the customer's yes or no.
 *
 * Rules: nothing opens without a click, unless the customer has allowed it in this chat; a page of this site opens in
 * its window, once the answer is on its way; any other in a new one, by the click itself.
 */
import { text } from "../strings";
import type { PageOffer } from "../wire";
import { useChat, useChatState } from "./context";
import { Icon } from "./icon";

function place(url: string): string {
  try {
    const at = new URL(url);
    return (at.host.replace(/^www\./, "") + at.pathname).replace(/\/$/, "");
  } catch {
    return url;
  }
}

export function PageCard({ message, page }: { message: string; page: PageOffer }) {
  const { chat } = useChat();
  const { status } = useChatState();
  const isHere = chat.navigate(page.url, true);
  const isOpen = status === "waiting" || status === "active";
  const canAnswer = page.opened === null && isOpen;
  const opened = (event: MouseEvent): void => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0);
    const go = isHere && isPlain ? (): void => void chat.navigate(page.url) : null;
    if (go) event.preventDefault();
    if (canAnswer) chat.answers.page(message, true, go);
    else go?.();
  };
  const state = page.opened === true ? text.pageOpened : page.opened === false ? text.pageDeclined : null;
  return (
    <div class="page-card">
      {canAnswer && <p class="page-question">{text.pageOffered}</p>}
      <div class="page-what">
        <span class="page-icon" aria-hidden="true">
          <Icon name="page" />
        </span>
        <span class="page-words">
          <span class="page-title" dir="auto">
            {page.title}
          </span>
          <span class="page-place" dir="ltr" title={page.url}>
            {place(page.url)}
          </span>
        </span>
      </div>
      {state && <p class="page-state">{state}</p>}
      <div class="page-buttons">
        <a class={canAnswer ? "primary small" : "plain small"} href={page.url} target="_blank" rel="noopener noreferrer" onClick={opened}>
          {text.pageOpen}
          {!isHere && <Icon name="outside" label={text.newWindow} />}
        </a>
        {canAnswer && (
          <button type="button" class="plain small" onClick={() => chat.answers.page(message, false)}>
            {text.pageDecline}
          </button>
        )}
      </div>
    </div>
  );
}
