/** A phone that writes SMS: the list of its threads or the one that is open, and what stands over it. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isOpen } from "../shell/layout";
import { ToastList } from "../shell/toast-list";
import { handset } from "./client";
import { ListView } from "./list";
import { ThreadView } from "./thread";

export function PhoneWorld(): JSX.Element {
  useEffect(() => handset.start(), []);
  const open = isOpen("phone");
  useEffect(() => handset.markRead(), [open]);
  return (
    <div class="phone-window">
      <Screen />
      <ToastList toasts={handset.toasts} />
    </div>
  );
}

function Screen(): JSX.Element {
  if (handset.state.value === null)
    return (
      <section class="pane waiting" aria-busy="true">
        {handset.trouble.value ? <p role="alert">{handset.trouble.value}</p> : <p>Unlocking the phone…</p>}
      </section>
    );
  const number = handset.open.value;
  return number ? <ThreadView key={number} number={number} /> : <ListView />;
}
