/** One message: what it answers, files, words, what can be tapped, and below it when it came and how far it went. */
import type { JSX } from "preact";
import { clock, fullTime } from "../blocks/date";
import { Icon } from "../shell/icons";
import { Cards, Choices, QuickReplies } from "./choices";
import { useApp } from "./context";
import { Contacts, Location, Quoted, Reactions } from "./extras";
import { BubbleMenu } from "./menu";
import { Steps } from "./steps";
import type { AppFile, Item } from "./types";
import { isLoud, Words } from "./words";

interface Props {
  item: Item;
  /** The last of several in a row by the same side: it has the corner and the time. */
  last: boolean;
  /** Nothing stands below it. */
  latest: boolean;
  /** The latest that was sent from here. */
  latestOfMine: boolean;
}

export function Bubble({ item, last, latest, latestOfMine }: Props): JSX.Element {
  const { app } = useApp();
  const side = item.mine ? "mine" : "theirs";
  const choices = item.choices?.filter((each) => each.kind !== "quick_reply") ?? [];
  const quick = item.choices?.filter((each) => each.kind === "quick_reply") ?? [];
  return (
    <article
      class={`sms ${side}${last ? " last" : ""}${choices.length ? " with-choices" : ""}`}
      aria-label={item.mine ? "You" : "Received"}
    >
      {item.removed ? (
        <p class="sms-bubble app-removed">{item.mine ? "You deleted this message" : "This message was deleted"}</p>
      ) : (
        <>
          <Content item={item} />
          <Choices item={item} choices={choices} />
          <Cards item={item} />
          {app.rich && <BubbleMenu item={item} />}
          <Reactions item={item} />
        </>
      )}
      <Meta item={item} last={last} latestOfMine={latestOfMine} />
      {latest && <QuickReplies item={item} choices={quick} />}
    </article>
  );
}

function Content({ item }: { item: Item }): JSX.Element {
  const { app } = useApp();
  const bare = isLoud(item.text) && item.files.length === 0 && !item.quoted;
  const speaks = item.text.trim() && !item.cards?.length;
  return (
    <>
      {item.files.map((file) => (
        <Attachment key={file.url} file={file} />
      ))}
      {item.location && <Location item={item} />}
      <Contacts item={item} />
      {(speaks || item.header || item.footer) && (
        <div class={bare ? "sms-bubble bare" : "sms-bubble"}>
          <Quoted item={item} />
          {item.header && <p class="app-header">{item.header}</p>}
          <Words text={item.text} marks={app.marks} />
          {item.footer && <p class="app-footer">{item.footer}</p>}
        </div>
      )}
      {item.preview && <Preview preview={item.preview} />}
    </>
  );
}

function Meta({ item, last, latestOfMine }: Omit<Props, "latest">): JSX.Element | null {
  const { app } = useApp();
  const segments = item.segments ?? 1;
  if (!last && segments <= 1 && !app.ticks && !item.by_other) return null;
  return (
    <p class="sms-meta">
      <time dateTime={new Date(item.at * 1000).toISOString()} title={fullTime(item.at)}>
        {clock(item.at)}
      </time>
      {(item.edits ?? 0) > 0 && <span>Edited</span>}
      {segments > 1 && <span>{segments} messages</span>}
      {item.by_other && <span>From Meta’s inbox</span>}
      <Steps item={item} latestOfMine={latestOfMine} />
    </p>
  );
}

function Attachment({ file }: { file: AppFile }): JSX.Element {
  if (/^image\/(png|jpeg|jpg|gif|webp)$/.test(file.mimetype))
    return (
      <a class="sms-picture" href={file.url} target="_blank" rel="noopener">
        <img src={file.url} alt={file.name} />
      </a>
    );
  if (file.mimetype.startsWith("audio/"))
    return <audio class="app-audio" controls preload="none" src={file.url} aria-label={file.name} />;
  return (
    <a class="sms-bubble phone-file" href={file.url} target="_blank" rel="noopener" download={file.name}>
      <Icon name="file" size={18} />
      <span>{file.name}</span>
    </a>
  );
}

function Preview({ preview }: { preview: NonNullable<Item["preview"]> }): JSX.Element {
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
