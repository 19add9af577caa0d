/** The files attached to the message being written. */
import { useRef, useState } from "preact/hooks";
import { text } from "../strings";
import { refusal, type Upload, upload } from "../uploads";
import { useChat } from "./context";

export interface UploadList {
  list: readonly Upload[];
  add(files: File[]): void;
  remove(id: string): void;
  clear(): void;
}

function release(one: Upload): void {
  if (one.preview) URL.revokeObjectURL(one.preview);
}

export function useUploads(): UploadList {
  const { chat } = useChat();
  const current = useRef<Upload[]>([]);
  const [list, setList] = useState<Upload[]>([]);
  const set = (next: Upload[]): void => {
    current.current = next;
    setList(next);
  };
  const changed = (one: Upload): void => set(current.current.map((other) => (other.id === one.id ? one : other)));

  return {
    list,
    add(files) {
      const limits = chat.store.state.settings.attachments;
      for (const file of files) {
        if (current.current.length >= limits.max_files) {
          chat.store.set({ notice: text.tooManyFiles(limits.max_files) });
          break;
        }
        const why = refusal(file, limits);
        if (why) chat.store.set({ notice: why });
        else set([...current.current, upload(file, chat.sessions, changed)]);
      }
    },
    remove(id) {
      const one = current.current.find((other) => other.id === id);
      if (!one) return;
      one.abort();
      release(one);
      set(current.current.filter((other) => other.id !== id));
    },
    clear() {
      current.current.forEach(release);
      set([]);
    },
  };
}
