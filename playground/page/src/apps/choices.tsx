/** What can be tapped at a message: quick replies, buttons, the rows of a list, the buttons of cards. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { isSafeUrl } from "../blocks/inline";
import { useEdges } from "../shell/edges";
import { Icon } from "../shell/icons";
import { MenuItem, openPopover } from "../shell/popover";
import type { AppClient } from "./client";
import { useApp } from "./context";
import type { Choice, Item } from "./types";

interface Props {
  item: Item;
  choices: Choice[];
}

/** Tap one thing: an answer goes out, or an address opens. */
async function tap(client: AppClient, item: Item, choice: Choice): Promise<void> {
  if (choice.kind === "url" && isSafeUrl(choice.value)) {
    window.open(choice.value, "_blank", "noopener,noreferrer");
    return;
  }
  if (choice.kind === "call") {
    client.toasts.show(`Calls ${choice.value}.`);
    return;
  }
  await client.act("tap", { id: item.id, index: choice.index });
}

export function QuickReplies({ item, choices }: Props): JSX.Element | null {
  const client = useApp();
  if (!choices.length || item.tapped) return null;
  return (
    <div class="app-quick" role="group" aria-label="Quick replies">
      {choices.map((each) => (
        <button key={each.index} type="button" onClick={() => void tap(client, item, each)}>
          {each.title}
        </button>
      ))}
    </div>
  );
}

export function Choices({ item, choices }: Props): JSX.Element | null {
  const client = useApp();
  if (!choices.length) return null;
  if (choices.some((each) => each.kind === "row")) return <List item={item} choices={choices} />;
  return (
    <div class="app-choices" role="group" aria-label="Buttons">
      {choices.map((each) => (
        <button
          key={each.index}
          type="button"
          disabled={item.tapped !== "" && each.kind === "reply"}
          aria-pressed={item.tapped === each.title || undefined}
          onClick={() => void tap(client, item, each)}
        >
          {each.kind === "url" && <Icon name="external" size={15} />}
          {each.kind === "call" && <Icon name="phone" size={15} />}
          <span>{each.title}</span>
        </button>
      ))}
    </div>
  );
}

function List({ item, choices }: Props): JSX.Element {
  const client = useApp();
  const label = item.list_label ?? "Choose";
  const open = (event: MouseEvent): void =>
    openPopover(
      event.currentTarget as Element,
      label,
      () => <Rows choices={choices} onPick={(choice) => void tap(client, item, choice)} />,
      "menu",
      `of-${client.app.id}`,
    );
  return (
    <div class="app-choices" role="group" aria-label="Buttons">
      <button type="button" aria-haspopup="menu" onClick={open}>
        <Icon name="menu" size={15} />
        <span>{label}</span>
      </button>
    </div>
  );
}

function Rows({ choices, onPick }: { choices: Choice[]; onPick: (choice: Choice) => void }): JSX.Element {
  return (
    <>
      {choices.map((each, at) => [
        each.section && each.section !== choices[at - 1]?.section && (
          <p key={`section-${each.index}`} class="menu-title">
            {each.section}
          </p>
        ),
        <MenuItem key={each.index} hint={each.description} onPick={() => onPick(each)}>
          {each.title}
        </MenuItem>,
      ])}
    </>
  );
}

export function Cards({ item }: { item: Item }): JSX.Element | null {
  return item.cards?.length ? <CardRow item={item} cards={item.cards} /> : null;
}

function CardRow({ item, cards }: { item: Item; cards: NonNullable<Item["cards"]> }): JSX.Element {
  const client = useApp();
  const row = useRef<HTMLUListElement>(null);
  useEdges(row);
  return (
    <ul ref={row} class="app-cards" aria-label="Cards" tabIndex={0}>
      {cards.map((card, at) => (
        <li key={at}>
          {isSafeUrl(card.picture) && <img src={card.picture} alt="" />}
          <strong>{card.title}</strong>
          {card.subtitle && <p>{card.subtitle}</p>}
          {card.choices.map((each) => (
            <button key={each.index} type="button" onClick={() => void tap(client, item, each)}>
              {each.title}
            </button>
          ))}
        </li>
      ))}
    </ul>
  );
}
