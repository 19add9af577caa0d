/** All threads of the phone, the newest first, and the numbers that nobody has written to yet; above them whose phone it is. */
import type { JSX } from "preact";
import { clock, dayName } from "../blocks/date";
import { handset, inOneLine, newestFirst } from "./client";
import { Face } from "./face";
import { written } from "./number";
import { PhoneOptions } from "./options";
import type { Contact, Thread } from "./types";

export function ListView(): JSX.Element {
  const state = handset.state.value;
  const threads = newestFirst(state?.threads ?? []);
  const others = (state?.numbers ?? []).filter((each) => !threads.some((thread) => thread.number === each.number));
  return (
    <section class="pane phone-list" aria-label="All texts">
      <header class="phone-head">
        <h2 class="phone-title">Messages</h2>
        <PhoneOptions />
      </header>
      <div class="list">
        <ul>
          {threads.map((each) => (
            <Row key={each.number} contact={handset.contact(each.number)} thread={each} />
          ))}
          {others.map((each) => (
            <Row key={each.number} contact={each} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Row({ contact, thread }: { contact: Contact; thread?: Thread }): JSX.Element {
  const latest = thread?.texts.at(-1);
  const when = latest ? (dayName(latest.at) === "Today" ? clock(latest.at) : dayName(latest.at)) : "";
  const unread = thread?.unread ?? 0;
  return (
    <li>
      <button
        type="button"
        class={unread ? "phone-row unread" : "phone-row"}
        onClick={() => handset.show(contact.number)}
      >
        <Face name={contact.name} size={44} />
        <span class="phone-row-main">
          <span class="phone-row-head">
            <strong>{contact.name || written(contact.number)}</strong>
            <small>{when}</small>
          </span>
          <span class="phone-row-text">{latest ? inOneLine(latest) : "Write a text"}</span>
        </span>
        {unread > 0 && (
          <span class="badge" aria-label={`${unread} unread`}>
            {unread}
          </span>
        )}
      </button>
    </li>
  );
}
