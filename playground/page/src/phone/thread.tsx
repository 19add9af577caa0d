/** A thread: who it is with, the texts under the lines of their days, and the box to write. */
import type { JSX } from "preact";
import { dayName } from "../blocks/date";
import { useEnd } from "../shell/end";
import { Icon } from "../shell/icons";
import { Bubble } from "./bubble";
import { handset } from "./client";
import { Foot } from "./foot";
import { Face } from "./face";
import { PhoneOptions } from "./options";
import { written } from "./number";
import type { Text } from "./types";

export function ThreadView({ number }: { number: string }): JSX.Element {
  const { name } = handset.contact(number);
  return (
    <section class="pane phone-thread" aria-label={`Texts with ${name || written(number)}`}>
      <header class="phone-head">
        <BackButton />
        <div class="phone-with">
          <Face name={name} size={34} />
          <div>
            <h2>{name || written(number)}</h2>
            {name && <p>{written(number)}</p>}
          </div>
        </div>
        <PhoneOptions number={number} />
      </header>
      <Texts key={`${handset.number.value}/${number}`} texts={handset.thread.value?.texts ?? []} number={number} />
      <Foot number={number} />
    </section>
  );
}

function BackButton(): JSX.Element {
  const elsewhere = (handset.state.value?.threads ?? [])
    .filter((each) => each.number !== handset.open.value)
    .reduce((sum, each) => sum + each.unread, 0);
  return (
    <button
      type="button"
      class="tool phone-back"
      aria-label={elsewhere ? `All texts, ${elsewhere} unread` : "All texts"}
      title="All texts"
      onClick={() => handset.show("")}
    >
      <Icon name="left" size={22} />
      {elsewhere > 0 && <span class="badge">{elsewhere}</span>}
    </button>
  );
}

function Texts({ texts, number }: { texts: Text[]; number: string }): JSX.Element {
  const { box, behind, scrolled, toEnd } = useEnd(`${texts.length}/${texts.at(-1)?.id ?? ""}`);
  const latest = texts.filter((each) => each.mine).at(-1)?.id;
  let day = "";
  return (
    <div class="list-frame">
      <div ref={box} class="list" role="log" aria-label="Texts" tabIndex={0} onScroll={scrolled}>
        <div class="list-inner sms-list">
          {texts.length === 0 && <Empty number={number} />}
          {texts.map((each, at) => {
            const now = dayName(each.at);
            const isNewDay = now !== day;
            day = now;
            const next = texts[at + 1];
            const last = next?.mine !== each.mine || dayName(next.at) !== now || next.at - each.at > PAUSE_SECONDS;
            return [
              isNewDay && (
                <p key={`day-${each.id}`} class="phone-day">
                  {now}
                </p>
              ),
              each.id === handset.fresh.value && (
                <p key={`new-${each.id}`} class="phone-new">
                  New
                </p>
              ),
              <Bubble key={each.id} text={each} last={last} latestOfMine={each.id === latest} />,
            ];
          })}
        </div>
      </div>
      {behind && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" size={15} />
          New texts
        </button>
      )}
    </div>
  );
}

/** Texts that come within a minute of each other stand close together. */
const PAUSE_SECONDS = 60;

function Empty({ number }: { number: string }): JSX.Element {
  const { name } = handset.contact(number);
  const connected = handset.state.value?.connected;
  return (
    <div class="beginning alone phone-empty">
      <Face name={name} size={64} />
      <h3>{name || written(number)}</h3>
      <p>
        {connected
          ? "No texts yet. Write one below: it goes out as an SMS."
          : "No texts yet. Nobody listens at this number so far: no webhook is entered for it."}
      </p>
    </div>
  );
}
