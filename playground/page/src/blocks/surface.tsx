/** Where blocks stand (a message, a modal, the Home tab): their input values, their field errors, and how a click reaches the app. */
import { signal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Json } from "../sim";
import type { SlackClient, Target } from "../slack/client";
import type { Block, Confirm, Element, View } from "../slack/types";
import { Typing } from "./typing";

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
  private readonly typings = new Map<string, Typing>();

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

  /** After an update: an input of the same block_id and action_id keeps its value, what is gone is forgotten. */
  keep(blocks: Block[]): void {
    const kept: Values = {};
    blocks.forEach((block, at) => {
      const id = block.block_id ?? String(at);
      const held = this.values.peek()[id];
      for (const element of [block.element, block.accessory, ...(block.elements ?? [])]) {
        const name = element?.action_id ?? "";
        const value = held?.[name];
        if (element && value?.type === element.type) kept[id] = { ...kept[id], [name]: value };
      }
    });
    if (count(kept) !== count(this.values.peek())) this.values.value = kept;
  }

  /** What is typed into one input of text, which tells the app while its characters are entered or on Enter. */
  typing(blockId: string, element: Element): Typing {
    const key = `${blockId}/${element.action_id}`;
    const tell = (): Promise<Json> =>
      this.client.attempt("click", this.said(blockId, element, this.value(blockId, element) ?? {}));
    const typing = this.typings.get(key) ?? new Typing(tell, (error) => this.client.refused(error));
    this.typings.set(key, typing);
    return typing;
  }

  /** The view goes, or is submitted as it stands: what is typed is not told any more. */
  stopTyping(): void {
    for (const typing of this.typings.values()) typing.stop();
  }

  private said(blockId: string, element: Element, payload: Json): Json {
    return {
      ...this.where,
      block_id: blockId,
      action_id: element.action_id,
      type: element.type,
      ...payload,
      state: this.values.peek(),
    };
  }

  /** Tell the app of an interaction, after asking when the element says so; never twice at once for one element. */
  async act(blockId: string, element: Element, payload: Json): Promise<void> {
    const key = `${blockId}/${element.action_id}`;
    const send = async (): Promise<void> => {
      if (this.busy.peek().has(key)) return;
      this.busy.value = new Set([...this.busy.peek(), key]);
      await this.client.act("click", this.said(blockId, element, payload));
      this.busy.value = new Set([...this.busy.peek()].filter((each) => each !== key));
    };
    if (element.confirm) askedOf(this.client).value = { confirm: element.confirm, yes: () => void send() };
    else await send();
  }
}

const count = (values: Values): number =>
  Object.values(values).reduce((sum, block) => sum + Object.keys(block).length, 0);

export const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error("A block stands outside of a message or view.");
  return surface;
}
