/** A thread: who it is with, the bubbles under the lines of their days, and the box to write. */
import type { JSX } from "preact";
import { dayName } from "../blocks/date";
import { useEnd } from "../shell/end";
import { Icon } from "../shell/icons";
import { Bubble } from "./bubble";
import { useApp } from "./context";
import { Face } from "./face";
import { Foot } from "./foot";
import { AppOptions } from "./options";
import type { Item } from "./types";

export function ThreadView({ place }: { place: string }): JSX.Element {
  const client = useApp();
  const { name, hint } = client.place(place);
  const thread = client.thread.value;
  return (
    <section class="pane phone-thread" aria-label={`${client.app.words.with} ${name || hint}`}>
      <header class="phone-head">
        <BackButton />
        <div class="phone-with">
          <Face name={name} size={34} />
          <div>
            <h2>{name || hint}</h2>
            {thread?.typing ? <p class="phone-typing">typing…</p> : name && <p>{hint}</p>}
          </div>
        </div>
        <AppOptions place={place} />
      </header>
      <Bubbles key={`${client.who.value}/${place}`} items={thread?.bubbles ?? []} place={place} />
      <Foot place={place} />
    </section>
  );
}

function BackButton(): JSX.Element {
  const client = useApp();
  const elsewhere = (client.state.value?.threads ?? [])
    .filter((each) => each.place !== client.open.value)
    .reduce((sum, each) => sum + each.unread, 0);
  const { all } = client.app.words;
  return (
    <button
      type="button"
      class="tool phone-back"
      aria-label={elsewhere ? `${all}, ${elsewhere} unread` : all}
      title={all}
      onClick={() => client.show("")}
    >
      <Icon name="left" size={22} />
      {elsewhere > 0 && <span class="badge">{elsewhere}</span>}
    </button>
  );
}

function Bubbles({ items, place }: { items: Item[]; place: string }): JSX.Element {
  const client = useApp();
  const typing = client.thread.value?.typing ?? false;
  const { box, behind, scrolled, toEnd } = useEnd(`${items.length}/${items.at(-1)?.id ?? ""}/${typing}`);
  const latest = items.filter((each) => each.mine).at(-1)?.id;
  const { words } = client.app;
  let day = "";
  return (
    <div class="list-frame">
      <div ref={box} class="list" role="log" aria-label={words.log} tabIndex={0} onScroll={scrolled}>
        <div class="list-inner sms-list">
          {items.length === 0 && <Empty place={place} />}
          {items.map((each, at) => {
            const now = dayName(each.at);
            const isNewDay = now !== day;
            day = now;
            const next = items[at + 1];
            const last = next?.mine !== each.mine || dayName(next.at) !== now || next.at - each.at > PAUSE_SECONDS;
            return [
              isNewDay && (
                <p key={`day-${each.id}`} class="phone-day">
                  {now}
                </p>
              ),
              each.id === client.fresh.value && (
                <p key={`new-${each.id}`} class="phone-new">
                  New
                </p>
              ),
              <Bubble
                key={each.id}
                item={each}
                last={last}
                latest={at === items.length - 1}
                latestOfMine={each.id === latest}
              />,
            ];
          })}
          {typing && <Dots />}
        </div>
      </div>
      {behind && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" size={15} />
          {words.newer}
        </button>
      )}
    </div>
  );
}

/** Bubbles that come within a minute of each other stand close together. */
const PAUSE_SECONDS = 60;

function Dots(): JSX.Element {
  return (
    <div class="sms theirs last" role="status" aria-label="Typing">
      <span class="sms-bubble app-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
    </div>
  );
}

function Empty({ place }: { place: string }): JSX.Element {
  const client = useApp();
  const { name, hint } = client.place(place);
  const { empty, deaf } = client.app.words;
  return (
    <div class="beginning alone phone-empty">
      <Face name={name} size={64} />
      <h3>{name || hint}</h3>
      <p>{client.state.value?.connected ? empty : deaf}</p>
    </div>
  );
}
