/** One text on the phone: pictures, words, the page behind a link, and below it when it came and how it went. */
import type { JSX } from "preact";
import { clock, fullTime } from "../blocks/date";
import { Icon } from "../shell/icons";
import type { PhoneFile, Text } from "./types";
import { isLoud, Words } from "./words";

interface Props {
  text: Text;
  /** The last of several in a row by the same side: it has the corner and the time. */
  last: boolean;
  /** The latest that was sent from here. */
  latestOfMine: boolean;
}

export function Bubble({ text, last, latestOfMine }: Props): JSX.Element {
  const side = text.mine ? "mine" : "theirs";
  const loud = isLoud(text.text) && text.files.length === 0;
  return (
    <article class={`sms ${side}${last ? " last" : ""}`} aria-label={text.mine ? "You" : "Received"}>
      {text.files.map((file) => (
        <Attachment key={file.url} file={file} />
      ))}
      {text.text.trim() && (
        <div class={loud ? "sms-bubble bare" : "sms-bubble"}>
          <Words text={text.text} />
        </div>
      )}
      {text.preview && <Preview preview={text.preview} />}
      {(last || text.segments > 1) && (
        <p class="sms-meta">
          <time dateTime={new Date(text.at * 1000).toISOString()} title={fullTime(text.at)}>
            {clock(text.at)}
          </time>
          {text.segments > 1 && <span>{text.segments} messages</span>}
          {latestOfMine && <span class="sms-state">Delivered</span>}
        </p>
      )}
    </article>
  );
}

function Attachment({ file }: { file: PhoneFile }): JSX.Element {
  if (/^image\/(png|jpeg|jpg|gif|webp)$/.test(file.mimetype))
    return (
      <a class="sms-picture" href={file.url} target="_blank" rel="noopener">
        <img src={file.url} alt={file.name} />
      </a>
    );
  return (
    <a class="sms-bubble phone-file" href={file.url} target="_blank" rel="noopener" download={file.name}>
      <Icon name="file" size={18} />
      <span>{file.name}</span>
    </a>
  );
}

function Preview({ preview }: { preview: NonNullable<Text["preview"]> }): JSX.Element {
  return (
    <a class="sms-preview" href={preview.url} target="_blank" rel="noopener noreferrer nofollow">
      <Icon name="link" size={16} />
      <span>
        <strong>{preview.title}</strong>
        <small>{preview.site}</small>
      </span>
    </a>
  );
}
