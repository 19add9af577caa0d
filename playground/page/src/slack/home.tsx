/** The app's own place: its Home tab as the app published it, and the way to its messages. */
import type { JSX } from "preact";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { Blocks } from "../blocks/blocks";
import { Surface, SurfaceContext } from "../blocks/surface";
import { Avatar } from "../shell/avatar";
import { useClient } from "./context";
import { ListButton } from "./list-button";

export function HomePane(): JSX.Element {
  const client = useClient();
  const state = client.state.value;
  const view = state?.home;
  const surface = useMemo(() => new Surface(client, { view_id: view?.id }, view ?? undefined), [client, view?.id]);
  useLayoutEffect(() => surface.keep(view?.blocks ?? []), [surface, view]);
  const bot = client.person(state?.bot_user);
  return (
    <section class="pane" aria-label={`${state?.app.name ?? "App"} Home`}>
      <header class="pane-head">
        <ListButton />
        <Avatar name={bot?.real_name ?? "App"} image={bot?.image} size={24} />
        <h2>{state?.app.name}</h2>
        <div class="tabs" role="tablist" aria-label="App">
          <button type="button" role="tab" aria-selected="true" class="tab">
            Home
          </button>
          <button type="button" role="tab" aria-selected="false" class="tab" onClick={() => void client.openBotDm()}>
            Messages
          </button>
        </div>
      </header>
      <div class="list" tabIndex={0} role="region" aria-label="Home tab">
        <div class="home-inner">
          {view ? (
            <SurfaceContext.Provider value={surface}>
              <Blocks blocks={view.blocks} />
            </SurfaceContext.Provider>
          ) : (
            <div class="beginning alone">
              <h3>Nothing here yet</h3>
              <p>
                The app has not published a Home tab for you. When the bridge is running, it appears a moment after you
                open this page.
              </p>
            </div>
          )}
        </div>
      </div>
    </section>
  );
}
