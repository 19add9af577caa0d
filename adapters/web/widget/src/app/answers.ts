/**
 * What the customer answers outside of the log: an offered page, the survey, the form of the hours in which nobody is
 * there.
 *
 * Rules: an answer is sent again with the same id until the bridge has said yes or no; what is sent by a button is not
 * sent twice by a second click; nothing that the customer typed is thrown away before it is stored.
 */
import type { Connection } from "./connection";
import { makeId } from "./ids";
import type { Asked, Store } from "./state";
import { forget } from "./storage";
import type { Answer, FormAnswers, Refused } from "./wire";

const AGAIN_MS = 10_000;
/** A page is opened when its answer is stored, or after this time: whoever wants to see it does not wait for us. */
const PATIENCE_MS = 1500;
export const FORM_DRAFT = "form";

const SENDING: Asked = { isSending: true, message: null, fields: {} };

interface Open {
  answer: Answer;
  done: (() => void) | null;
  timer: number;
}

export class Answers {
  private readonly open = new Map<string, Open>();
  /** The newest rating: an earlier one that is answered later says nothing any more. */
  private rateId = "";

  constructor(
    private readonly store: Store,
    private readonly connection: Connection,
  ) {}

  /** Say what became of an offered page; `then` is done once, soon. */
  page(message: string, opened: boolean, then: (() => void) | null = null): void {
    let isDone = then === null;
    const once = (): void => {
      if (isDone) return;
      isDone = true;
      then?.();
    };
    if (then) window.setTimeout(once, PATIENCE_MS);
    this.send({ t: "page_answer", id: makeId(), message, opened }, once);
  }

  rate(score: number, comment: string): void {
    const { survey, rating } = this.store.state;
    if (survey === null || (comment !== "" && rating?.isSending)) return;
    const id = makeId();
    this.rateId = id;
    this.store.set({ survey: { ...survey, score }, rating: SENDING });
    this.send({ t: "rate", id, conversation: survey.conversation, score, comment }, () => {
      const now = this.store.state.survey;
      if (this.rateId === id) this.store.set({ rating: null, ...(now && comment !== "" && { survey: { ...now, said: true } }) });
    });
  }

  /** The customer has said all that they want to say of the chat. */
  leaveSurvey(): void {
    const { survey } = this.store.state;
    if (survey) this.store.set({ survey: { ...survey, said: true } });
  }

  leaveForm(answers: FormAnswers): void {
    if (this.store.state.form?.isSending) return;
    this.store.set({ form: SENDING });
    this.send({ t: "offline", id: makeId(), answers }, () => {
      forget(FORM_DRAFT);
      this.store.set({ form: null });
    });
  }

  /** Send again what was not answered: after each reconnect. */
  flush(): void {
    for (const one of this.open.values()) this.transmit(one);
  }

  /** Whether the id was one of ours. */
  acknowledged(id: string): boolean {
    const one = this.settle(id);
    one?.done?.();
    return one !== null;
  }

  /** Whether the id was one of ours. */
  refused(frame: Refused): boolean {
    const one = frame.id === null ? undefined : this.open.get(frame.id);
    if (!one) return false;
    if (frame.retry_after !== undefined) {
      clearTimeout(one.timer);
      one.timer = window.setTimeout(() => this.transmit(one), frame.retry_after * 1000);
      return true;
    }
    this.settle(one.answer.id);
    const asked: Asked = { isSending: false, message: frame.message, fields: frame.fields ?? {} };
    if (one.answer.t === "offline") this.store.set({ form: asked });
    if (one.answer.t === "rate") this.store.set({ rating: asked });
    return true;
  }

  private send(answer: Answer, done: (() => void) | null): void {
    const one: Open = { answer, done, timer: 0 };
    this.open.set(answer.id, one);
    this.transmit(one);
  }

  private transmit(one: Open): void {
    clearTimeout(one.timer);
    const { phase, isLive } = this.store.state;
    if (phase === "online" && isLive) this.connection.send(one.answer);
    one.timer = window.setTimeout(() => this.transmit(one), AGAIN_MS);
  }

  private settle(id: string): Open | null {
    const one = this.open.get(id) ?? null;
    clearTimeout(one?.timer);
    this.open.delete(id);
    return one;
  }
}
