/** What is being written in one composer: its text (kept while one looks elsewhere), files and refusal, and how it is sent. */
import { useState } from "preact/hooks";
import { readFile } from "./files";

export interface NewFile {
  name: string;
  mimetype: string;
  base64: string;
  /** A picture among the words, not a file beside them. */
  inline?: boolean;
}

export interface Draft {
  text: string;
  files: NewFile[];
  refusal: string;
  busy: boolean;
  empty: boolean;
  write: (text: string) => void;
  attach: (list: FileList | null | undefined, among?: boolean) => Promise<void>;
  remove: (file: NewFile) => void;
  dismiss: () => void;
  send: () => Promise<boolean>;
}

/** Hands what was written over; nothing where that can't be done yet. */
type Post = (text: string, files: NewFile[]) => Promise<unknown> | undefined;

/** `drafts` keeps the text under `key`; with `among`, pictures that are attached stand among the words. */
export function useKeptDraft(drafts: Map<string, string>, key: string, post: Post): Draft {
  const [text, setText] = useState(drafts.get(key) ?? "");
  const [files, setFiles] = useState<NewFile[]>([]);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const write = (words: string): void => {
    drafts.set(key, words);
    setText(words);
  };
  const empty = !text.trim() && files.length === 0;
  const refuse = (problem: unknown): void => setRefusal(problem instanceof Error ? problem.message : String(problem));
  const attach = async (list: FileList | null | undefined, among = false): Promise<void> => {
    const read = async (each: File): Promise<NewFile> => ({
      ...(await readFile(each)),
      ...(among && each.type.startsWith("image/") ? { inline: true } : {}),
    });
    await Promise.all([...(list ?? [])].map(read)).then((added) => setFiles((before) => [...before, ...added]), refuse);
  };
  const send = async (): Promise<boolean> => {
    if (busy || empty) return false;
    setBusy(true);
    setRefusal("");
    try {
      const sent = post(text.trim(), files);
      if (!sent) return false;
      await sent;
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
