/** What is being written on the phone: its text (kept while one looks elsewhere), pictures and refusal, and how it is sent. */
import { useState } from "preact/hooks";
import { readFile } from "../blocks/files";
import { handset } from "./client";

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

export function useDraft(number: string): Draft {
  const key = `${handset.number.value}/${number}`;
  const [text, setText] = useState(handset.drafts.get(key) ?? "");
  const [files, setFiles] = useState<NewFile[]>([]);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const write = (words: string): void => {
    handset.drafts.set(key, words);
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
      await handset.attempt("send", { to: number, text: text.trim(), files });
      write("");
      setFiles([]);
      handset.fresh.value = null;
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
