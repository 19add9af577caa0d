/** One Slack window: list of channels, what is open, a thread beside it, and what stands over it. */
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { ToastList } from "../shell/toast-list";
import { ChannelPane } from "./channel";
import { SlackClient } from "./client";
import { ClientContext, useClient } from "./context";
import { HomePane } from "./home";
import { Modals } from "./modal";
import { Sidebar } from "./sidebar";
import { ThreadPane } from "./thread";

export function SlackWorld(): JSX.Element {
  const client = useMemo(() => new SlackClient(), []);
  useEffect(() => client.start(), [client]);
  return (
    <ClientContext.Provider value={client}>
      <Window />
    </ClientContext.Provider>
  );
}

function Window(): JSX.Element {
  const client = useClient();
  const classes = ["slack", client.listOpen.value ? "show-list" : "", client.thread.value ? "has-thread" : ""];
  return (
    <div
      class={classes.join(" ").trim()}
      onKeyDown={(event) => event.key === "Escape" && (client.listOpen.value = false)}
    >
      <Sidebar />
      {client.state.value ? client.place.value?.kind === "home" ? <HomePane /> : <ChannelPane /> : <Waiting />}
      <ThreadPane />
      <Modals />
      <ToastList toasts={client.toasts} />
    </div>
  );
}

function Waiting(): JSX.Element {
  const client = useClient();
  return (
    <section class="pane waiting" aria-busy="true">
      {client.trouble.value ? <p role="alert">{client.trouble.value}</p> : <p>Opening Slack…</p>}
    </section>
  );
}
