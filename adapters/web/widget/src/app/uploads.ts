/**
 * Files on their way to the bridge, before they are part of a message.
 *
 * Rules: size, count and type are checked here so that the answer is quick, and again by the bridge, which looks at
 * the content; XMLHttpRequest rather than fetch because only it reports the progress of an upload.
 */
import { makeId } from "./ids";
import type { Sessions } from "./session";
import { text } from "./strings";
import { fileSize } from "./times";
import type { FilePart, Settings } from "./wire";

export interface Upload {
  id: string;
  name: string;
  size: number;
  preview: string | null;
  percent: number;
  done: FilePart | null;
  error: string | null;
  abort: () => void;
}

/** Why this file cannot be sent, or null. */
export function refusal(file: File, limits: Settings["attachments"]): string | null {
  if (file.size === 0) return text.fileEmpty(file.name);
  if (file.size > limits.max_bytes) return text.fileTooLarge(file.name, fileSize(limits.max_bytes));
  if (file.type !== "" && !limits.types.some((type) => matches(file.type, type))) return text.fileType(file.name);
  return null;
}

function matches(mime: string, accepted: string): boolean {
  return accepted.endsWith("/*") ? mime.startsWith(accepted.slice(0, -1)) : mime === accepted;
}

/** Start an upload; `changed` is called with each new state of it. */
export function upload(file: File, sessions: Sessions, changed: (upload: Upload) => void): Upload {
  const request = new XMLHttpRequest();
  let current: Upload = {
    id: makeId(),
    name: file.name,
    size: file.size,
    preview: file.type.startsWith("image/") ? URL.createObjectURL(file) : null,
    percent: 0,
    done: null,
    error: null,
    abort: () => request.abort(),
  };
  const update = (change: Partial<Upload>): void => {
    current = { ...current, ...change };
    changed(current);
  };
  request.upload.onprogress = (event) => event.lengthComputable && update({ percent: Math.floor((event.loaded / event.total) * 100) });
  request.onload = () => {
    if (request.status === 401) sessions.dropRefused();
    update(outcome(request, file.name));
  };
  request.onerror = () => update({ error: text.uploadFailed(file.name) });
  void send(request, file, current.id, sessions).catch(() => update({ error: text.uploadFailed(file.name) }));
  return current;
}

async function send(request: XMLHttpRequest, file: File, id: string, sessions: Sessions): Promise<void> {
  const session = await sessions.get();
  request.open("POST", new URL("files", document.baseURI));
  request.setRequestHeader("Authorization", `Bearer ${session.token}`);
  request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
  request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
  request.setRequestHeader("X-Client-Id", id);
  request.send(file);
}

function outcome(request: XMLHttpRequest, name: string): Partial<Upload> {
  try {
    const body = JSON.parse(request.responseText) as FilePart & { error?: { message: string } };
    if (request.status === 201) return { percent: 100, done: { ...body, kind: "file" } };
    return { error: body.error?.message ?? text.uploadFailed(name) };
  } catch {
    return { error: text.uploadFailed(name) };
  }
}
