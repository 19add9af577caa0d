/** Faults on demand: choose what goes wrong and how often; see what is in force; end it all. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../shell/icons";
import { hasMeta, hasPhone } from "../shell/has-phone";
import { addFault, clearFaults, faults, type Fault } from "./store";

const VENDORS = [
  ["slack", "Slack"],
  ["teams", "Teams"],
  ...(hasPhone ? ([["twilio", "Twilio"]] as const) : []),
  ...(hasMeta ? ([["meta", "Meta"]] as const) : []),
] as const;
const METHODS: Record<string, string[]> = {
  slack: [
    "*",
    "chat.postMessage",
    "chat.update",
    "chat.postEphemeral",
    "chat.delete",
    "reactions.add",
    "views.open",
    "views.publish",
    "conversations.info",
    "conversations.list",
    "users.info",
    "files.getUploadURLExternal",
    "files.completeUploadExternal",
    "auth.test",
    "openid.connect.token",
    "openid",
    "events",
    "interactions",
  ],
  teams: [
    ...["*", "create", "send", "update", "delete", "members", "token", "keys", "sign_in", "graph", "history", "files"],
    ...["events", "invokes"],
  ],
  meta: ["*", "send", "upload", "media", "profile", "templates", "subscribe", "events", "callbacks"],
  twilio: ["*", "create", "list", "fetch", "update", "delete", "media", "content_create", "content_list", "events", "callbacks"],
};
const LABELS: Record<string, string> = {
  "*": "Every API call",
  events: "Events to the bridge",
  interactions: "Interactions to the bridge",
  create: "Starting a post or a chat",
  send: "Sending a message",
  update: "Changing a message",
  delete: "Deleting a message",
  members: "Looking at the roster",
  token: "Getting a token",
  keys: "Fetching the signing keys",
  openid: "Pages and keys of people's sign-in",
  "openid.connect.token": "Signing a person in",
  sign_in: "Pages and keys of people's sign-in",
  graph: "Microsoft Graph",
  history: "Reading a channel's messages",
  files: "Files up and down",
  invokes: "Clicks and dialogs to the bridge",
  upload: "Keeping a file",
  profile: "Asking who somebody is",
  templates: "Listing templates",
  subscribe: "Subscribing to events",
  list: "Listing messages",
  fetch: "Fetching a message",
  media: "Files of messages",
  callbacks: "A message's status to the bridge",
};
const KINDS: [string, string][] = [
  ["429", "429 – too many requests"],
  ["412", "412 – precondition failed"],
  ["500", "500 – server error"],
  ["502", "502 – bad gateway"],
  ["reset", "Connection reset"],
  ["timeout_after_accept", "Accepted, but no answer"],
  ["reset_after_accept", "Accepted, then reset"],
  ["delay", "Slow answer"],
  ["outage", "Outage"],
  ["duplicate", "Delivered twice"],
  ["reorder", "Delivered out of order"],
  ["lost", "Never delivered"],
];
const TOKENS: [string, string][] = [
  ["wrong_nonce", "Sign-in token: another's nonce"],
  ["expired_token", "Sign-in token: expired"],
  ["other_audience", "Sign-in token: for another app"],
  ["other_issuer", "Sign-in token: of another issuer"],
  ["other_tenant", "Sign-in token: of another company"],
  ["unknown_key", "Sign-in token: signed by nobody known"],
  ["unsigned", "Sign-in token: not signed"],
];
const DELIVERIES = new Set(["events", "interactions", "invokes", "callbacks"]);
const EMISSIONS = new Set(["events", "callbacks"]);
const ONLY_EVENTS = new Set(["duplicate", "reorder", "lost"]);
const ONLY_API = new Set(["429", "412", "500", "502"]);
const ONLY_OF: Record<string, string> = { "412": "teams", lost: "twilio" };
/** Where people's tokens are given. */
const SIGNS_IN: Record<string, string> = { slack: "openid.connect.token", teams: "token" };

/** The kinds that can happen there: the playground refuses the others. */
function fits(kind: string, method: string, vendor: string): boolean {
  if ((ONLY_OF[kind] ?? vendor) !== vendor) return false;
  if (DELIVERIES.has(method) && ONLY_API.has(kind)) return false;
  return EMISSIONS.has(method) || !ONLY_EVENTS.has(kind);
}

export function Faults(): JSX.Element {
  const [vendor, setVendor] = useState("slack");
  const [method, setMethod] = useState("*");
  const [wanted, setKind] = useState("429");
  const [times, setTimes] = useState("1");
  const [amount, setAmount] = useState("2");
  const [trouble, setTrouble] = useState("");
  const turnTo = (other: string): void => {
    setVendor(other);
    if (!METHODS[other]?.includes(method)) setMethod("*");
  };
  const tokens = SIGNS_IN[vendor] === method ? TOKENS : [];
  const kinds = [...KINDS.filter(([kind]) => fits(kind, method, vendor)), ...tokens];
  const kind = kinds.some(([each]) => each === wanted) ? wanted : (kinds[0]?.[0] ?? "reset");
  const extra = kind === "429" ? "Retry after (seconds)" : kind === "delay" ? "Delay (seconds)" : "";
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const seconds = Number(amount) || 1;
    const more =
      kind === "429"
        ? { retry_after: Math.round(seconds) }
        : kind === "delay"
          ? { delay_ms: Math.round(seconds * 1000) }
          : {};
    setTrouble(await said(addFault({ vendor, method, kind, times: times === "" ? null : Number(times), ...more })));
  };
  return (
    <div class="faults">
      <form class="fault-form" onSubmit={(event) => void add(event)}>
        <Choice label="Vendor" value={vendor} options={VENDORS.map(([id, name]) => [id, name])} onPick={turnTo} />
        <Choice
          label="What it hits"
          value={method}
          options={(METHODS[vendor] ?? []).map((each) => [each, LABELS[each] ?? each])}
          onPick={setMethod}
        />
        <Choice label="What goes wrong" value={kind} options={kinds} onPick={setKind} />
        <div class="fault-pair">
          <label class="labelled">
            <span>How often</span>
            <input
              class="field"
              type="number"
              min="1"
              placeholder="until cleared"
              value={times}
              onInput={(event) => setTimes(event.currentTarget.value)}
            />
          </label>
          {extra && (
            <label class="labelled">
              <span>{extra}</span>
              <input
                class="field"
                type="number"
                min="0"
                step="any"
                value={amount}
                onInput={(event) => setAmount(event.currentTarget.value)}
              />
            </label>
          )}
        </div>
        <button type="submit" class="button primary">
          <Icon name="bolt" size={16} />
          <span>Make it go wrong</span>
        </button>
        {trouble && (
          <p class="input-error" role="alert">
            <Icon name="alert" size={15} />
            {trouble}
          </p>
        )}
      </form>
      <div class="faults-active">
        <header>
          <h3>In force</h3>
          <button
            type="button"
            class="button small"
            disabled={faults.value.length === 0}
            onClick={() => void said(clearFaults()).then(setTrouble)}
          >
            Clear all
          </button>
        </header>
        {faults.value.map((each) => (
          <FaultRow key={each.id} fault={each} />
        ))}
        {faults.value.length === 0 && <p class="empty">Everything works as it should.</p>}
      </div>
    </div>
  );
}

async function said(work: Promise<void>): Promise<string> {
  return work.then(
    () => "",
    (problem: unknown) => (problem instanceof Error ? problem.message : String(problem)),
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: (readonly [string, string])[];
  onPick: (value: string) => void;
}): JSX.Element {
  return (
    <label class="labelled">
      <span>{props.label}</span>
      <select class="field select" value={props.value} onChange={(event) => props.onPick(event.currentTarget.value)}>
        {props.options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function FaultRow({ fault }: { fault: Fault }): JSX.Element {
  return (
    <div class="fault">
      <strong>{[...KINDS, ...TOKENS].find(([kind]) => kind === fault.kind)?.[1] ?? fault.kind}</strong>
      <span>
        {VENDORS.find(([id]) => id === fault.vendor)?.[1] ?? fault.vendor}: {LABELS[fault.method] ?? fault.method}
      </span>
      <span class="badge calm">{fault.times === null ? "until cleared" : `${fault.times}×`}</span>
    </div>
  );
}
