/**
 * A secure form that can be filled in: loaded from the bridge, looked at while it is typed, sent to the bridge's own
 * origin.
 *
 * Rules: what is typed is nowhere but here, in memory, and goes when it is sent; a second click sends nothing twice; when
 * it could not be sent, everything stays to be sent again.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../app/parts/icon";
import { wrongWith } from "./checks";
import { type Answer, SecureInput } from "./input";
import type { FormPort, SecureField, SecurePlan, Wrong } from "./plan";
import { secureWords } from "./words";

type Loaded = { is: "loading" } | { is: "trouble" } | { is: "gone" } | { is: "sent" } | { is: "ready"; plan: SecurePlan };

interface Given {
  port: FormPort;
  /** Called when the form has told its name. */
  named?: (title: string) => void;
  /** Called when there is nothing left to fill in, and the customer has seen it. */
  closed?: () => void;
  ends?: (how: "sent" | "declined" | "gone") => void;
}

export function SecureForm({ port, named, closed, ends }: Given) {
  const [loaded, setLoaded] = useState<Loaded>({ is: "loading" });
  const words = secureWords();
  const load = (): void => {
    setLoaded({ is: "loading" });
    port.describe().then(
      (plan) => {
        setLoaded(plan ? { is: "ready", plan } : { is: "gone" });
        if (plan) named?.(plan.title);
        else ends?.("gone");
      },
      () => setLoaded({ is: "trouble" }),
    );
  };
  useEffect(load, [port]);
  const ended = (how: "sent" | "declined" | "gone"): void => {
    if (how !== "declined") setLoaded({ is: how });
    ends?.(how);
  };
  switch (loaded.is) {
    case "loading":
      return <p class="secure-state">{words.loading}</p>;
    case "trouble":
      return (
        <Told icon="alert" said={words.notLoaded}>
          <button type="button" class="plain small" onClick={load}>
            {words.retry}
          </button>
        </Told>
      );
    case "ready":
      return <Filling plan={loaded.plan} port={port} ended={ended} />;
    default:
      return (
        <Told icon={loaded.is === "sent" ? "tick" : "alert"} said={loaded.is === "sent" ? words.sent : words.gone}>
          {closed && (
            <button type="button" class="plain small" onClick={closed}>
              {words.close}
            </button>
          )}
        </Told>
      );
  }
}

function Told({ icon, said, children }: { icon: "alert" | "tick"; said: string; children?: preact.ComponentChildren }) {
  return (
    <div class="secure-state" role="status">
      <Icon name={icon} />
      <span>{said}</span>
      {children}
    </div>
  );
}

function Filling({ plan, port, ended }: { plan: SecurePlan; port: FormPort; ended: (how: "sent" | "declined" | "gone") => void }) {
  const words = secureWords();
  const [answers, setAnswers] = useState<Record<string, Answer | undefined>>({});
  const [wrong, setWrong] = useState<Record<string, Wrong>>({});
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const busy = useRef(false);
  const box = useRef<HTMLFormElement>(null);

  const mark = (field: SecureField, problem: Wrong | null): void =>
    setWrong((before) => {
      const { [field.name]: _, ...rest } = before;
      return problem ? { ...rest, [field.name]: problem } : rest;
    });
  const change = (field: SecureField, value: Answer | undefined): void => {
    setAnswers((before) => ({ ...before, [field.name]: value }));
    if (wrong[field.name] || value instanceof File) mark(field, value === undefined ? null : wrongWith({ ...field, required: false }, value));
  };
  const left = (field: SecureField): void => {
    const answer = answers[field.name];
    if (answer !== undefined && answer !== "") mark(field, wrongWith(field, answer));
  };
  const toFirst = (): void => {
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  const send = async (): Promise<void> => {
    busy.current = true;
    setSending(true);
    setTrouble(null);
    const data = new FormData();
    data.append("form", plan.id);
    for (const field of plan.fields) {
      const answer = answers[field.name];
      if (answer instanceof File) data.append(field.name, answer, answer.name);
      else if (answer) data.append(field.name, answer);
    }
    const outcome = await port.send(data).catch(() => ({ is: "unsent", why: null }) as const);
    busy.current = false;
    setSending(false);
    if (outcome.is === "wrong") {
      setWrong(outcome.fields);
      toFirst();
    } else if (outcome.is === "unsent") setTrouble(outcome.why ?? words.notSent);
    else {
      setAnswers({});
      ended(outcome.is);
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy.current) return;
    const found = plan.fields.map((field) => [field.name, wrongWith(field, answers[field.name])] as const).filter((one): one is [string, Wrong] => one[1] !== null);
    setWrong(Object.fromEntries(found));
    if (found.length > 0) toFirst();
    else void send();
  };
  const decline = async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setSending(true);
    const done = await port.decline().catch(() => false);
    busy.current = false;
    setSending(false);
    if (done) ended("declined");
    else setTrouble(words.notSent);
  };
  const count = Object.keys(wrong).length;
  return (
    <form class="secure-form" ref={box} noValidate autocomplete="off" onSubmit={submit}>
      <div class="secure-fields">
        {plan.intro && (
          <p class="secure-intro" dir="auto">
            {plan.intro}
          </p>
        )}
        {plan.link ? <p class="help">{words.payHelp}</p> : <p class="help">{words.safe}</p>}
        {plan.fields.map((field) => (
          <SecureInput
            key={field.name}
            field={field}
            value={answers[field.name]}
            wrong={wrong[field.name] ?? null}
            isDisabled={isSending}
            change={(value) => change(field, value)}
            left={() => left(field)}
          />
        ))}
        {plan.link && (
          <a class="primary secure-pay" href={plan.link.url} target="_blank" rel="noopener noreferrer">
            {words.pay(plan.link.host ?? "")}
            <Icon name="outside" label={words.newWindow} />
          </a>
        )}
      </div>
      {(count > 0 || trouble) && (
        <p class="field-error" role="alert">
          <Icon name="alert" />
          {trouble ?? words.mistakes(count)}
        </p>
      )}
      <div class="secure-buttons">
        <button type="button" class="plain small" disabled={isSending} onClick={() => void decline()}>
          {words.decline}
        </button>
        <button type="submit" class={plan.link ? "plain small" : "primary small"} disabled={isSending}>
          {isSending ? words.sending : plan.link ? words.paid : words.send}
        </button>
      </div>
    </form>
  );
}
