/** Short notices over one window: the newest three, each for a few seconds or until it is closed. */
import { signal } from "@preact/signals";

export interface Toast {
  id: string;
  text: string;
  tone: "plain" | "bad";
}
const TOAST_MS = 6000;
const MOST_BEFORE = -2;

export class Toasts {
  readonly shown = signal<Toast[]>([]);

  show(text: string, tone: Toast["tone"] = "plain"): void {
    // A refusal comes as the answer and as a notice: one toast is enough.
    if (this.shown.peek().some((each) => each.text === text)) return;
    const toast = { id: crypto.randomUUID(), text, tone };
    this.shown.value = [...this.shown.peek().slice(MOST_BEFORE), toast];
    setTimeout(() => this.dismiss(toast.id), TOAST_MS);
  }

  dismiss(id: string): void {
    this.shown.value = this.shown.peek().filter((each) => each.id !== id);
  }
}
