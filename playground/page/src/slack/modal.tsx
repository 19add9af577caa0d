/** The dialogs that stand over one Slack window: the top of the app's modal stack, and "are you sure?". */
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { Blocks } from "../blocks/blocks";
import { askedOf, SurfaceContext, type Surface } from "../blocks/surface";
import { Mrkdwn, words } from "../blocks/text";
import { Dialog } from "../shell/dialog";
import { Icon } from "../shell/icons";
import { useClient } from "./context";
import { surfaceOf } from "./stack";
import type { View } from "./types";

export function Modals(): JSX.Element {
  const client = useClient();
  const view = client.view.value;
  return (
    <>
      {view && <Modal key={view.id} view={view} depth={client.state.value?.modals.length ?? 1} />}
      <ConfirmDialog />
    </>
  );
}

function Modal({ view, depth }: { view: View; depth: number }): JSX.Element {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const surface = surfaceOf(client, view);
  useLayoutEffect(() => surface.keep(view.blocks), [surface, view]);
  useEffect(() => () => surface.stopTyping(), [surface]);
  const title = words(view.title);
  const back = (): void => void client.act("close_view", { view_id: view.id });
  const closeAll = (): void => void client.act("close_view", { view_id: view.id, all: true });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const missing = findMissing(view, surface);
    client.viewErrors.value = { ...client.viewErrors.peek(), [view.id]: missing };
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    surface.stopTyping();
    await client.submitView(view, surface.values.peek());
    setBusy(false);
  };
  return (
    <Dialog label={title} class="modal" onClose={back}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <header class="modal-head">
          {depth > 1 && (
            <button type="button" class="tool" aria-label="Back" onClick={back}>
              <Icon name="left" />
            </button>
          )}
          <h2>{title}</h2>
          <button type="button" class="tool push" aria-label="Close" onClick={closeAll}>
            <Icon name="close" />
          </button>
        </header>
        <div class="modal-body" tabIndex={0} role="region" aria-label={`${title} form`}>
          <SurfaceContext.Provider value={surface}>
            <Blocks blocks={view.blocks} />
          </SurfaceContext.Provider>
        </div>
        <footer class="modal-foot">
          <button type="button" class="button" onClick={back}>
            {words(view.close) || (view.submit ? "Cancel" : "Close")}
          </button>
          {view.submit && (
            <button type="submit" class="button primary" disabled={busy} aria-busy={busy}>
              {words(view.submit)}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

/** Slack's own check before anything is sent: inputs that are not optional must hold something. */
function findMissing(view: View, surface: Surface): Record<string, string> {
  const missing: Record<string, string> = {};
  view.blocks.forEach((block, at) => {
    if (block.type !== "input" || block.optional || !block.element) return;
    const id = block.block_id ?? String(at);
    const { type: _type, ...held } = surface.values.peek()[id]?.[block.element.action_id ?? ""] ?? {};
    const some = Object.values(held).some((value) =>
      Array.isArray(value) ? value.length > 0 : value !== null && String(value).trim() !== "",
    );
    if (!some) missing[id] = "Please complete this required field.";
  });
  return missing;
}

function ConfirmDialog(): JSX.Element | null {
  const client = useClient();
  const asked = askedOf(client);
  if (!asked.value) return null;
  const { confirm, yes } = asked.value;
  const answer = (agreed: boolean): void => {
    asked.value = null;
    if (agreed) yes();
  };
  return (
    <Dialog label={words(confirm.title) || "Are you sure?"} class="confirm" alert onClose={() => answer(false)}>
      <h2>{words(confirm.title) || "Are you sure?"}</h2>
      {confirm.text?.type === "mrkdwn" ? <Mrkdwn text={confirm.text.text} /> : <p>{words(confirm.text)}</p>}
      <footer class="modal-foot">
        <button type="button" class="button" onClick={() => answer(false)}>
          {words(confirm.deny) || "Cancel"}
        </button>
        <button
          type="button"
          data-focus
          class={`button ${confirm.style === "danger" ? "danger" : "primary"}`}
          onClick={() => answer(true)}
        >
          {words(confirm.confirm) || "Yes"}
        </button>
      </footer>
    </Dialog>
  );
}
