/** The list of requests, newest first; each opens to show what was sent and answered. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { clock, fullTime } from "../blocks/date";
import { Icon } from "../shell/icons";
import { JsonText } from "./json";
import { clearedTo, clearTraffic, traffic, type Exchange } from "./store";

const good = (each: Exchange): boolean =>
  each.status >= 200 && each.status < 300 && !/"ok": ?false/.test(each.response.slice(0, 200));

export function Traffic(): JSX.Element {
  const [query, setQuery] = useState("");
  const [badOnly, setBadOnly] = useState(false);
  const [open, setOpen] = useState<number | null>(null);
  const wanted = query.toLowerCase();
  const all = traffic.value.filter((each) => each.n > clearedTo.value);
  const rows = all
    .filter(
      (each) =>
        (!badOnly || !good(each)) && `${each.path} ${each.summary} ${each.status}`.toLowerCase().includes(wanted),
    )
    .reverse();
  return (
    <>
      <div class="filter">
        <input
          class="field"
          type="search"
          aria-label="Filter the traffic"
          placeholder="Filter by method, path or status"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <label class="choice">
          <input type="checkbox" checked={badOnly} onChange={() => setBadOnly(!badOnly)} />
          <span>Failed only</span>
        </label>
        <button type="button" class="button small" disabled={all.length === 0} onClick={clearTraffic}>
          Clear
        </button>
      </div>
      <div class="traffic" role={rows.length ? "list" : "region"} aria-label="Traffic" tabIndex={0}>
        {rows.map((each) => (
          <Row
            key={each.n}
            row={each}
            open={open === each.n}
            onToggle={() => setOpen(open === each.n ? null : each.n)}
          />
        ))}
        {rows.length === 0 && (
          <p class="empty">
            {all.length
              ? "Nothing matches the filter."
              : "Nothing has gone over the wire yet. Write as the customer, or press a button in Slack or Teams."}
          </p>
        )}
      </div>
    </>
  );
}

/** A call by its name: Slack's method, or the path behind the address of Teams' Connector. */
function nameOf(row: Exchange): string {
  const path = row.path
    .replace(/^https?:\/\/[^/]+/, "")
    .replace(/\?.*$/, "")
    .replace(/^.*\/api\/(?=[a-z]+\.)/, "")
    .replace(/^\/teams\/[a-z]+\/v3\//, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function Row({ row, open, onToggle }: { row: Exchange; open: boolean; onToggle: () => void }): JSX.Element {
  const toVendor = row.direction === "to_vendor";
  const vendor = row.vendor.charAt(0).toUpperCase() + row.vendor.slice(1);
  return (
    <div class="exchange" role="listitem">
      <button type="button" class="exchange-line" aria-expanded={open} onClick={onToggle}>
        <span
          class={toVendor ? "way out" : "way in"}
          title={toVendor ? `Bridge to ${vendor}` : `${vendor} to bridge`}
          aria-label={toVendor ? `bridge to ${vendor}` : `${vendor} to bridge`}
        >
          {toVendor ? "→" : "←"}
        </span>
        <span class="exchange-what">
          <span class="exchange-name">
            <span class="verb">{row.method}</span> {nameOf(row)}
          </span>
          {row.summary && row.summary !== nameOf(row) && <small>{row.summary}</small>}
        </span>
        <span class={good(row) ? "status good" : "status bad"}>{row.status || "—"}</span>
        <span class="ms">{row.ms} ms</span>
      </button>
      {open && (
        <div class="exchange-body">
          <p>
            <time title={fullTime(row.at)}>{clock(row.at)}</time> · {row.path}
          </p>
          <Part title={toVendor ? "The bridge asked" : `${vendor} sent`} text={row.request} />
          <Part title={toVendor ? `${vendor} answered` : "The bridge answered"} text={row.response} />
        </div>
      )}
    </div>
  );
}

function Part({ title, text }: { title: string; text: string }): JSX.Element {
  return (
    <section>
      <h3>
        <Icon name="right" size={13} />
        {title}
      </h3>
      {text ? <JsonText text={text} /> : <p class="empty small">No body.</p>}
    </section>
  );
}
