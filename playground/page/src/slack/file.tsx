/** Files on a message: pictures as pictures, the rest as a card to download. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../shell/icons";
import { useClient } from "./context";
import type { SlackFile } from "./types";

export function Files({ files }: { files: SlackFile[] }): JSX.Element | null {
  return files.length ? (
    <div class="files">
      {files.map((each) => (
        <FileView key={each.id} file={each} />
      ))}
    </div>
  ) : null;
}

function size(bytes: number | undefined): string {
  if (bytes === undefined) return "";
  const step = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2;
  return `${(bytes / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${["bytes", "kB", "MB"][step]}`;
}

function FileView({ file }: { file: SlackFile }): JSX.Element {
  const client = useClient();
  const [failed, setFailed] = useState(false);
  const name = file.title || file.name || "File";
  if (file.mode === "tombstone")
    return (
      <span class="file-card gone">
        <Icon name="trash" />
        This file was deleted.
      </span>
    );
  const href = `/_sim/slack/file/${encodeURIComponent(file.id)}?user=${encodeURIComponent(client.user.value)}`;
  if (file.mimetype?.startsWith("image/") && !failed) {
    return (
      <a class="file-picture" href={href} target="_blank" rel="noopener">
        <img src={href} alt={name} onError={() => setFailed(true)} />
      </a>
    );
  }
  return (
    <a class="file-card" href={href} download={file.name} target="_blank" rel="noopener">
      <span class="card-icon">
        <Icon name="file" />
      </span>
      <span class="file-text">
        <strong>{name}</strong>
        <small>{[(file.filetype ?? "file").toUpperCase(), size(file.size)].filter(Boolean).join(" · ")}</small>
      </span>
    </a>
  );
}
