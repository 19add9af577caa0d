/** All threads of the app, the newest first, and the places that nobody has written to yet; above them whose app it is. */
import type { JSX } from "preact";
import { clock, dayName } from "../blocks/date";
import { inOneLine, newestFirst } from "./client";
import { useApp } from "./context";
import { Face } from "./face";
import { AppOptions } from "./options";
import type { Place, Thread } from "./types";

export function ListView(): JSX.Element {
  const client = useApp();
  const state = client.state.value;
  const threads = newestFirst(state?.threads ?? []);
  const others = (state?.places ?? []).filter((each) => !threads.some((thread) => thread.place === each.id));
  return (
    <section class="pane phone-list" aria-label={client.app.words.all}>
      <header class="phone-head">
        <h2 class="phone-title">{client.app.title}</h2>
        <AppOptions />
      </header>
      <div class="list">
        <ul>
          {threads.map((each) => (
            <Row key={each.place} place={client.place(each.place)} thread={each} />
          ))}
          {others.map((each) => (
            <Row key={each.id} place={each} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Row({ place, thread }: { place: Place; thread?: Thread }): JSX.Element {
  const client = useApp();
  const latest = thread?.bubbles.at(-1);
  const when = latest ? (dayName(latest.at) === "Today" ? clock(latest.at) : dayName(latest.at)) : "";
  const unread = thread?.unread ?? 0;
  return (
    <li>
      <button type="button" class={unread ? "phone-row unread" : "phone-row"} onClick={() => client.show(place.id)}>
        <Face name={place.name} size={44} />
        <span class="phone-row-main">
          <span class="phone-row-head">
            <strong>{place.name || place.hint}</strong>
            <small>{when}</small>
          </span>
          <span class="phone-row-text">{latest ? inOneLine(latest) : client.app.words.row}</span>
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
