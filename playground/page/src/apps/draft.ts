/** What is being written in an app. */
import { useKeptDraft, type Draft } from "../blocks/draft";
import { useApp } from "./context";

export function useDraft(place: string): Draft {
  const client = useApp();
  return useKeptDraft(client.drafts, `${client.who.value}/${place}`, (text, files) =>
    client.send(place, { text, files }),
  );
}
