/** A customer's app: the list of its threads or the one that is open, and what stands over it. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isOpen } from "../shell/layout";
import { ToastList } from "../shell/toast-list";
import type { AppClient } from "./client";
import { AppProvider, useApp } from "./context";
import { ListView } from "./list";
import { ThreadView } from "./thread";

export function AppWorld({ client }: { client: AppClient }): JSX.Element {
  useEffect(() => client.start(), [client]);
  const open = isOpen(client.app.id);
  useEffect(() => client.markRead(), [client, open]);
  return (
    <AppProvider value={client}>
      <div class="phone-window">
        <Screen />
        <ToastList toasts={client.toasts} />
      </div>
    </AppProvider>
  );
}

function Screen(): JSX.Element {
  const client = useApp();
  if (client.state.value === null)
    return (
      <section class="pane waiting" aria-busy="true">
        {client.trouble.value ? <p role="alert">{client.trouble.value}</p> : <p>{client.app.words.waiting}</p>}
      </section>
    );
  const place = client.open.value;
  return place ? <ThreadView key={place} place={place} /> : <ListView />;
}
