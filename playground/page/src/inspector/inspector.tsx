/** The inspector: what went over the wire between bridge and vendors, and what is made to go wrong. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Faults } from "./faults";
import { faults, followTraffic } from "./store";
import { Traffic } from "./traffic";

export function InspectorWorld(): JSX.Element {
  const [tab, setTab] = useState<"traffic" | "faults">("traffic");
  useEffect(followTraffic, []);
  const count = faults.value.length;
  return (
    <div class="inspector">
      <header class="pane-head">
        <h2>Inspector</h2>
        <div class="tabs" role="tablist" aria-label="Inspector">
          <button
            type="button"
            role="tab"
            class="tab"
            aria-selected={tab === "traffic"}
            onClick={() => setTab("traffic")}
          >
            Traffic
          </button>
          <button
            type="button"
            role="tab"
            class="tab"
            aria-selected={tab === "faults"}
            onClick={() => setTab("faults")}
          >
            Faults{count > 0 && <span class="badge">{count}</span>}
          </button>
        </div>
      </header>
      {tab === "traffic" ? <Traffic /> : <Faults />}
    </div>
  );
}
