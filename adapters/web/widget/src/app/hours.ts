/**
 * Keeps what is known of the hours up to date while the chat is on screen: asks again when the door opens.
 */
import type { Sessions } from "./session";
import type { Store } from "./state";

/** Timers take no more than 24.8 days; and whoever opens a laptop after a night should not wait for one. */
const LONGEST_MS = 15 * 60_000;
/** All windows of a site would ask at the very moment: each waits a little more. */
const SPREAD_MS = 20_000;

export class HoursWatch {
  private timer = 0;

  constructor(
    private readonly store: Store,
    private readonly sessions: Sessions,
  ) {}

  /** Look at the hours that are known, and set the time of the next look; safe to call again. */
  begin(): void {
    clearTimeout(this.timer);
    const { isOpen, settings } = this.store.state;
    const { hours } = settings;
    if (!isOpen || !hours || hours.open || hours.opens_at === null) return;
    const left = Date.parse(hours.opens_at) - Date.now();
    if (left <= 0) void this.ask();
    else this.timer = window.setTimeout(() => this.begin(), Math.min(left + Math.random() * SPREAD_MS, LONGEST_MS));
  }

  private async ask(): Promise<void> {
    try {
      const { settings } = await this.sessions.askAgain();
      const mine = this.store.state.settings;
      this.store.set({ settings: settings.hours ? { ...mine, hours: settings.hours } : mine });
    } catch {
      // The next look says it.
    }
    const isStillDue = Date.parse(this.store.state.settings.hours?.opens_at ?? "") <= Date.now();
    if (isStillDue) this.timer = window.setTimeout(() => this.begin(), SPREAD_MS + Math.random() * SPREAD_MS);
    else this.begin();
  }
}
