/**
 * When a text input tells the app what stands in it, and how often.
 * https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object
 *
 * Slack promises no payload for each key: characters that come in quick succession are told together, and what is typed
 * while the app has not answered is told once more, as it stands then.
 */
import type { Element } from "../slack/types";

type Trigger = "on_enter_pressed" | "on_character_entered";

/** How long characters are gathered before they are told. */
const GATHER_MS = 200;

/** Whether an input whose block dispatches does so on this; without a configuration it is the Enter key. */
export function triggers(element: Element, on: Trigger): boolean {
  return (element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]).includes(on);
}

/** Whether the input says below that Enter tells the app, as Slack writes there for those that name the key. */
export function asksForEnter(element: Element): boolean {
  return element.dispatch_action_config?.trigger_actions_on?.includes("on_enter_pressed") ?? false;
}

/** What is typed into one input, on its way to the app. */
export class Typing {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private telling = false;
  private again = false;
  private stopped = false;

  /** `tell` sends what stands in the input at that moment, and `failed` hears of a refusal while it still matters. */
  constructor(
    private readonly tell: () => Promise<unknown>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** A character came or went. */
  entered(): void {
    this.stopped = false;
    if (this.telling) this.again = true;
    else this.timer ??= setTimeout(() => void this.now(), GATHER_MS);
  }

  /** Enter was pressed: told at once, or right after what is being told. */
  async now(): Promise<void> {
    this.stop();
    this.stopped = false;
    if (this.telling) {
      this.again = true;
      return;
    }
    this.telling = true;
    do {
      this.again = false;
      await this.tell().catch((error: unknown) => this.stopped || this.failed(error));
    } while (this.again);
    this.telling = false;
  }

  /** The view was submitted or closed: nothing more is told of it. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.again = false;
    this.stopped = true;
  }
}
