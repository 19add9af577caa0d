/** Where blocks stand (a message, a modal, the Home tab): their input values, their field errors, and how a click reaches the app. */
import { signal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Json } from "../sim";
import type { SlackClient, Target } from "../slack/client";
import type { Confirm, Element, View } from "../slack/types";

export type Values = Record<string, Record<string, Json>>;
export interface Asked {
  confirm: Confirm;
  yes: () => void;
}

/** The confirm dialog that waits for an answer, one for each Slack window. */
const asked = new WeakMap<SlackClient, Signal<Asked | null>>();
export function askedOf(client: SlackClient): Signal<Asked | null> {
  const known = asked.get(client) ?? signal<Asked | null>(null);
  asked.set(client, known);
  return known;
}

export class Surface {
  readonly values = signal<Values>({});
  readonly busy = signal<ReadonlySet<string>>(new Set());

  constructor(
    readonly client: SlackClient,
    readonly where: Target,
    readonly view?: View,
  ) {}

  get inModal(): boolean {
    return this.view?.type === "modal";
  }

  error(blockId: string): string | undefined {
    return this.view && this.client.viewErrors.value[this.view.id]?.[blockId];
  }

  value(blockId: string, element: Element): Json | undefined {
    return this.values.value[blockId]?.[element.action_id ?? ""];
  }

  /** Remember an input's value as `view.state.values` will show it. */
  set(blockId: string, element: Element, value: Json): void {
    const block = { ...this.values.peek()[blockId], [element.action_id ?? ""]: { type: element.type, ...value } };
    this.values.value = { ...this.values.peek(), [blockId]: block };
  }

  /** Tell the app of an interaction, after asking when the element says so; never twice at once for one element. */
  async act(blockId: string, element: Element, payload: Json): Promise<void> {
    const key = `${blockId}/${element.action_id}`;
    const send = async (): Promise<void> => {
      if (this.busy.peek().has(key)) return;
      this.busy.value = new Set([...this.busy.peek(), key]);
      await this.client.act("click", {
        ...this.where,
        block_id: blockId,
        action_id: element.action_id,
        type: element.type,
        ...payload,
        state: this.values.peek(),
      });
      this.busy.value = new Set([...this.busy.peek()].filter((each) => each !== key));
    };
    if (element.confirm) askedOf(this.client).value = { confirm: element.confirm, yes: () => void send() };
    else await send();
  }
}

export const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error("A block stands outside of a message or view.");
  return surface;
}
