/** Block Kit: one component for each kind of block. A kind that the page does not know says so instead of vanishing. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "../shell/icons";
import type { Block, Element, TextObject } from "../slack/types";
import { ElementView } from "./elements";
import { InputElement } from "./inputs";
import { RichText } from "./rich-text";
import { useSurface } from "./surface";
import { Link, Markdown, PlainText, TextView, words } from "./text";
import { asksForEnter } from "./typing";

export function Blocks({ blocks }: { blocks: Block[] }): JSX.Element {
  return (
    <div class="blocks">
      {blocks.map((block, at) => (
        <BlockView key={block.block_id ?? at} block={block} blockId={block.block_id ?? String(at)} />
      ))}
    </div>
  );
}

interface Props {
  block: Block;
  blockId: string;
}

function BlockView({ block, blockId }: Props): JSX.Element {
  const Kind = KINDS[block.type];
  return Kind ? (
    <Kind block={block} blockId={blockId} />
  ) : (
    <p class="unknown">The playground cannot show a “{block.type}” block.</p>
  );
}

function Section({ block, blockId }: Props): JSX.Element {
  return (
    <div class="section">
      <div class="section-body">
        <TextView value={block.text} />
        {block.fields && (
          <div class="fields">
            {block.fields.map((field, at) => (
              <TextView key={at} value={field} />
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div class="accessory">
          <ElementView element={block.accessory} blockId={blockId} />
        </div>
      )}
    </div>
  );
}

function Actions({ block, blockId }: Props): JSX.Element {
  return (
    <div class="actions">
      {(block.elements ?? []).map((element, at) => (
        <ElementView key={element.action_id ?? at} element={element as Element} blockId={blockId} />
      ))}
    </div>
  );
}

function Context({ block }: Props): JSX.Element {
  return (
    <div class="context">
      {(block.elements ?? []).map((element, at) =>
        element.image_url !== undefined ? (
          <img key={at} class="context-image" src={element.image_url} alt={element.alt_text ?? ""} />
        ) : (
          <TextView key={at} value={element as TextObject} />
        ),
      )}
    </div>
  );
}

function Picture({ block }: Props): JSX.Element {
  return (
    <figure class="picture">
      {block.title && <figcaption>{words(block.title)}</figcaption>}
      <img src={block.image_url} alt={block.alt_text ?? ""} loading="lazy" />
    </figure>
  );
}

function Input({ block, blockId }: Props): JSX.Element | null {
  const surface = useSurface();
  const id = useId();
  const error = surface.error(blockId);
  if (!block.element) return null;
  const hint = [words(block.hint), block.dispatch_action && asksForEnter(block.element) ? "Press Enter to submit." : ""]
    .filter(Boolean)
    .join(" ");
  const note = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div class={error ? "input bad" : "input"} data-block={blockId}>
      <label class="input-label" for={id} id={`${id}-label`}>
        {words(block.label)}
        {block.optional && <span class="optional"> (optional)</span>}
      </label>
      <InputElement
        element={block.element}
        blockId={blockId}
        dispatch={block.dispatch_action}
        id={id}
        describedBy={note}
        invalid={error !== undefined}
      />
      {error && (
        <p class="input-error" id={note} role="alert">
          <Icon name="alert" size={15} />
          {error}
        </p>
      )}
      {!error && hint && (
        <p class="input-hint" id={note}>
          {hint}
        </p>
      )}
    </div>
  );
}

function Card(props: {
  icon: "camera" | "file";
  title: string;
  text?: string;
  url?: string;
  action: string;
}): JSX.Element {
  return (
    <div class="card">
      <span class="card-icon">
        <Icon name={props.icon} />
      </span>
      <div class="card-body">
        <strong>{props.title}</strong>
        {props.text && <span>{props.text}</span>}
      </div>
      {props.url && <Link url={props.url}>{props.action}</Link>}
    </div>
  );
}

const titleOf = (block: Block): string => words(block.title);

const KINDS: Record<string, (props: Props) => JSX.Element | null> = {
  header: ({ block }) => (
    <h3 class="header-block">
      <PlainText text={words(block.text)} />
    </h3>
  ),
  section: Section,
  actions: Actions,
  context: Context,
  divider: () => <hr class="divider" />,
  image: Picture,
  input: Input,
  rich_text: ({ block }) => <RichText elements={block.elements ?? []} />,
  markdown: ({ block }) => <Markdown text={typeof block.text === "string" ? block.text : (block.text?.text ?? "")} />,
  video: ({ block }) => (
    <Card
      icon="camera"
      title={titleOf(block) || "Video"}
      text={words(block.description)}
      url={block.title_url}
      action="Watch"
    />
  ),
  call: ({ block }) => (
    <Card
      icon="camera"
      title={block.call?.v1?.name ?? "Call"}
      text={block.call?.v1?.display_id}
      url={block.call?.v1?.join_url}
      action="Join"
    />
  ),
  file: () => <Card icon="file" title="Remote file" action="Open" />,
};
