/** What is being written in one composer: its text, files and refusal, and how it is sent. */
import { useState } from "preact/hooks";
import { readFile } from "../blocks/files";
import type { NewFile } from "./client";
import { encode } from "./compose";
import { useClient } from "./context";

export interface Draft {
  text: string;
  files: NewFile[];
  broadcast: boolean;
  refusal: string;
  busy: boolean;
  empty: boolean;
  write: (text: string) => void;
  attach: (list: FileList | null | undefined) => Promise<void>;
  remove: (file: NewFile) => void;
  setBroadcast: (on: boolean) => void;
  dismiss: () => void;
  send: () => Promise<void>;
}

export function useDraft(channel: string, thread: string | undefined): Draft {
  const client = useClient();
  const state = client.state.value;
  const [text, write] = useState("");
  const [files, setFiles] = useState<NewFile[]>([]);
  const [broadcast, setBroadcast] = useState(false);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const empty = !text.trim() && files.length === 0;
  const clear = (): void => {
    write("");
    setFiles([]);
    setBroadcast(false);
  };
  const refuse = (problem: unknown): void => setRefusal(problem instanceof Error ? problem.message : String(problem));
  const attach = async (list: FileList | null | undefined): Promise<void> => {
    const chosen = [...(list ?? [])];
    await Promise.all(chosen.map(readFile)).then((added) => setFiles((before) => [...before, ...added]), refuse);
  };
  const send = async (): Promise<void> => {
    if (busy || empty || !state) return;
    setBusy(true);
    setRefusal("");
    const said = text.startsWith("/") ? text.trim() : encode(text.trim(), state);
    const more = thread ? { thread_ts: thread, broadcast } : {};
    // What is refused stays in the box.
    await client.attempt("post", { channel, text: said, files, ...more }).then(clear, refuse);
    setBusy(false);
  };
  const remove = (file: NewFile): void => setFiles((before) => before.filter((each) => each !== file));
  return {
    text,
    files,
    broadcast,
    refusal,
    busy,
    empty,
    write,
    attach,
    remove,
    setBroadcast,
    dismiss: () => setRefusal(""),
    send,
  };
}
