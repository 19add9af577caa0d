/** What is being written in an app: its text (kept while one looks elsewhere), files and refusal, and how it is sent. */
import { useState } from "preact/hooks";
import { readFile } from "../blocks/files";
import { useApp } from "./context";

export interface NewFile {
  name: string;
  mimetype: string;
  base64: string;
}

export interface Draft {
  text: string;
  files: NewFile[];
  refusal: string;
  busy: boolean;
  empty: boolean;
  write: (text: string) => void;
  attach: (list: FileList | null | undefined) => Promise<void>;
  remove: (file: NewFile) => void;
  dismiss: () => void;
  send: () => Promise<boolean>;
}

export function useDraft(place: string): Draft {
  const client = useApp();
  const key = `${client.who.value}/${place}`;
  const [text, setText] = useState(client.drafts.get(key) ?? "");
  const [files, setFiles] = useState<NewFile[]>([]);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const write = (words: string): void => {
    client.drafts.set(key, words);
    setText(words);
  };
  const empty = !text.trim() && files.length === 0;
  const refuse = (problem: unknown): void => setRefusal(problem instanceof Error ? problem.message : String(problem));
  const attach = async (list: FileList | null | undefined): Promise<void> => {
    await Promise.all([...(list ?? [])].map(readFile)).then(
      (added) => setFiles((before) => [...before, ...added]),
      refuse,
    );
  };
  const send = async (): Promise<boolean> => {
    if (busy || empty) return false;
    setBusy(true);
    setRefusal("");
    try {
      await client.send(place, { text: text.trim(), files });
      write("");
      setFiles([]);
      return true;
    } catch (problem) {
      // What is refused stays in the box.
      refuse(problem);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const remove = (file: NewFile): void => setFiles((before) => before.filter((each) => each !== file));
  return { text, files, refusal, busy, empty, write, attach, remove, dismiss: () => setRefusal(""), send };
}
