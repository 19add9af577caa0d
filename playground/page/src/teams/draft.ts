/** What is being written in one conversation, sent as Teams writes it. */
import { useKeptDraft, type Draft } from "../blocks/draft";
import { composed } from "./compose";
import { useClient } from "./context";

export function useDraft(conversation: string): Draft {
  const client = useClient();
  return useKeptDraft(client.drafts, `${client.user.value}/${conversation}`, (text, files) => {
    const state = client.state.peek();
    return state ? client.attempt("post", { conversation, files, ...composed(text, state) }) : undefined;
  });
}
