/** One Teams window: the rail, a list, what is open, and what stands over it. */
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { ToastList } from "../shell/toast-list";
import { isOpen } from "../shell/layout";
import { ChannelPane } from "./channel";
import { ChatPane } from "./chat";
import { TeamsClient } from "./client";
import { ClientContext, useClient } from "./context";
import { Dialogs } from "./dialogs";
import { ListPane } from "./list";
import { Rail } from "./rail";

export function TeamsWorld(): JSX.Element {
  const client = useMemo(() => new TeamsClient(), []);
  useEffect(() => client.start(), [client]);
  const open = isOpen("teams");
  useEffect(() => client.markRead(), [client, open]);
  return (
    <ClientContext.Provider value={client}>
      <Window />
    </ClientContext.Provider>
  );
}

function Window(): JSX.Element {
  const client = useClient();
  const ready = client.state.value !== null;
  return (
    <div class={client.listOpen.value ? "teams show-list" : "teams"}>
      <Rail />
      <ListPane />
      {ready ? <Main /> : <Waiting />}
      <Dialogs />
      <ToastList toasts={client.toasts} />
    </div>
  );
}

function Main(): JSX.Element {
  const client = useClient();
  const place = client.place.value;
  if (place?.kind === "chat") return <ChatPane />;
  if (place?.kind === "channel") return <ChannelPane />;
  return (
    <section class="pane waiting">
      <p>Nothing is open. Pick a channel or a chat at the left.</p>
    </section>
  );
}

function Waiting(): JSX.Element {
  const client = useClient();
  return (
    <section class="pane waiting" aria-busy="true">
      {client.trouble.value ? <p role="alert">{client.trouble.value}</p> : <p>Opening Teams…</p>}
    </section>
  );
}
