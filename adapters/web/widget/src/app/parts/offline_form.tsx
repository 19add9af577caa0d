/**
 * The form that can be left while nobody is there.
 *
 * Rules: what is missing is said before it is sent, and what the bridge finds wrong at the field it is about; what was
 * typed survives a reload and every refusal, and goes when it is stored.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { FORM_DRAFT } from "../answers";
import { recall, remember } from "../storage";
import { text } from "../strings";
import type { FormAnswers, FormField, OfflineForm as Plan } from "../wire";
import { useChat, useChatState } from "./context";
import { FormInput } from "./form_input";
import { Icon } from "./icon";

function draft(plan: Plan): FormAnswers {
  try {
    const [name, answers] = JSON.parse(recall(FORM_DRAFT) ?? "[]") as [string, FormAnswers];
    return name === plan.name ? answers : {};
  } catch {
    return {};
  }
}

function isEmpty(answer: string | string[] | undefined): boolean {
  return answer === undefined || (typeof answer === "string" ? answer.trim() === "" : answer.length === 0);
}

export function OfflineForm({ plan }: { plan: Plan }) {
  const { chat } = useChat();
  const { form, phase } = useChatState();
  const [answers, setAnswers] = useState<FormAnswers>(() => draft(plan));
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLFormElement>(null);
  const isSending = form?.isSending ?? false;

  const change = (name: string, value: string | string[]): void => {
    const next = { ...answers, [name]: value };
    setAnswers(next);
    remember(FORM_DRAFT, JSON.stringify([plan.name, next]));
    if (missing.has(name)) setMissing(new Set([...missing].filter((one) => one !== name)));
  };
  const problem = (field: FormField): string | null => {
    if (missing.has(field.name)) return text.formMissing;
    return form?.fields[field.name] ?? null;
  };
  const wrong = plan.fields.filter((field) => problem(field) !== null);
  const submit = (event: Event): void => {
    event.preventDefault();
    const empty = plan.fields.filter((field) => field.required && isEmpty(answers[field.name])).map((field) => field.name);
    setMissing(new Set(empty));
    if (empty.length === 0) chat.leaveForm(answers);
    else toFirst();
  };
  const toFirst = (): void => {
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  useEffect(() => {
    if (form && Object.keys(form.fields).length > 0) toFirst();
  }, [form]);

  return (
    <form class="offline" ref={box} noValidate onSubmit={submit} aria-labelledby="offline-title">
      <h2 id="offline-title" dir="auto">
        {plan.title}
      </h2>
      {plan.intro && (
        <p class="offline-intro" dir="auto">
          {plan.intro}
        </p>
      )}
      {plan.fields.map((field) => (
        <FormInput key={field.name} field={field} value={answers[field.name]} problem={problem(field)} isDisabled={isSending} change={(value) => change(field.name, value)} />
      ))}
      {(wrong.length > 0 || form?.message) && (
        <p class="field-error" role="alert">
          <Icon name="alert" />
          {wrong.length > 0 ? text.formMistakes(wrong.length) : form?.message}
        </p>
      )}
      <button type="submit" class="primary" disabled={isSending || phase === "blocked"}>
        {isSending ? text.formSending : text.formSend}
      </button>
    </form>
  );
}
