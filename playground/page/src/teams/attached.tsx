/** What hangs on a message: cards, files people sent, files the bot offers, pictures. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../shell/icons";
import { CardView, type Used } from "./cards/card";
import { useClient } from "./context";
import { Watched } from "./watched";
import { ADAPTIVE, FILE_CONSENT, FILE_INFO, type Attachment, type Card, type Message, type TeamsFile } from "./types";

export function Attached({ message }: { message: Message }): JSX.Element {
  const files = message.files.filter((each) => !each.inline);
  return (
    <>
      {message.attachments.map((each, at) => (
        <One key={at} attachment={each} message={message} first={at === 0} />
      ))}
      {files.length > 0 && (
        <div class="files">
          {files.map((each) => (
            <FileView key={each.id} file={each} />
          ))}
        </div>
      )}
    </>
  );
}

function One({
  attachment,
  message,
  first,
}: {
  attachment: Attachment;
  message: Message;
  first: boolean;
}): JSX.Element | null {
  const kind = attachment.contentType ?? "";
  if (kind === ADAPTIVE) return <MessageCard card={attachment.content as Card} message={message} first={first} />;
  if (kind === FILE_CONSENT) return <Consent attachment={attachment} message={message} />;
  if (kind === FILE_INFO) return <Info attachment={attachment} />;
  if (kind === "text/html") return null;
  const source = attachment.contentUrl ?? "";
  if (kind.startsWith("image/") && /^(https?:|data:image\/)/.test(source))
    return <img class="inline-picture" src={source} alt={attachment.name ?? "Picture"} />;
  return (
    <p class="card-note">
      {attachment.name ?? "An attachment that this page does not draw"} ({kind})
    </p>
  );
}

function MessageCard({ card, message, first }: { card: Card; message: Message; first: boolean }): JSX.Element {
  const client = useClient();
  const { conversation, id } = message;
  const use = async (used: Used): Promise<void> => {
    const answer = await client.act("click", { conversation, id, index: used.index, inputs: used.inputs });
    if (typeof answer?.url === "string") client.open(answer.url);
  };
  const view = <CardView card={card} label={`Card of ${client.nameOf(message.sender)}`} onUse={use} />;
  return first ? (
    <Watched card={card} message={message}>
      {view}
    </Watched>
  ) : (
    view
  );
}

function sized(bytes: number): string {
  const step = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2;
  return `${(bytes / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${["bytes", "kB", "MB"][step]}`;
}

function FileView({ file }: { file: TeamsFile }): JSX.Element {
  return (
    <FileCard
      href={file.url}
      name={file.name}
      note={`${(file.file_type || "file").toUpperCase()} · ${sized(file.size)}`}
    />
  );
}

function FileCard({ href, name, note }: { href: string; name: string; note: string }): JSX.Element {
  return (
    <a class="file-card" href={href} download={name} target="_blank" rel="noopener">
      <span class="card-icon">
        <Icon name="file" />
      </span>
      <span class="file-text">
        <strong>{name}</strong>
        <small>{note}</small>
      </span>
    </a>
  );
}

interface InfoContent {
  uniqueId?: string;
  fileType?: string;
}

/** A file that the bot has put into one's OneDrive. */
function Info({ attachment }: { attachment: Attachment }): JSX.Element {
  const client = useClient();
  const { uniqueId = "", fileType = "" } = (attachment.content ?? {}) as InfoContent;
  const href = `/_sim/teams/file/${encodeURIComponent(uniqueId.toLowerCase())}?user=${encodeURIComponent(client.user.value)}`;
  return (
    <FileCard href={href} name={attachment.name ?? "File"} note={`${fileType.toUpperCase() || "FILE"} · in OneDrive`} />
  );
}

interface ConsentContent {
  description?: string;
  sizeInBytes?: number;
}

/** A file that the bot offers: it is sent only after one's yes. */
function Consent({ attachment, message }: { attachment: Attachment; message: Message }): JSX.Element {
  const client = useClient();
  const [said, setSaid] = useState<"" | "asking" | "accepted" | "declined">("");
  const { description, sizeInBytes } = (attachment.content ?? {}) as ConsentContent;
  const { conversation, id } = message;
  const answer = async (yes: boolean): Promise<void> => {
    setSaid("asking");
    const done = await client.act(yes ? "accept_file" : "decline_file", { conversation, id });
    setSaid(done ? (yes ? "accepted" : "declined") : "");
  };
  const over = said === "accepted" || said === "declined";
  return (
    <div
      class="consent"
      role="group"
      aria-label={`File offered: ${attachment.name ?? ""}`}
      aria-busy={said === "asking"}
    >
      <div class="consent-file">
        <span class="card-icon">
          <Icon name="file" />
        </span>
        <span class="file-text">
          <strong>{attachment.name}</strong>
          <small>
            {[description, sizeInBytes === undefined ? "" : sized(sizeInBytes)].filter(Boolean).join(" · ")}
          </small>
        </span>
      </div>
      {over ? (
        <p class="consent-done">{said === "accepted" ? "You allowed this file." : "You declined this file."}</p>
      ) : (
        <div class="consent-buttons">
          <button type="button" class="button" disabled={said !== ""} onClick={() => void answer(true)}>
            Allow
          </button>
          <button type="button" class="button" disabled={said !== ""} onClick={() => void answer(false)}>
            Decline
          </button>
        </div>
      )}
    </div>
  );
}
