/** One question of a form with its label, its help and what is wrong with the answer. */
import { useId } from "preact/hooks";
import { text } from "../strings";
import type { FormField } from "../wire";
import { Icon } from "./icon";

/** What browsers call it, and what phones show for it. `number` is text: browsers' own would swallow what is wrong. */
const INPUTS = {
  text: { type: "text" },
  email: { type: "email", autocomplete: "email", inputMode: "email" },
  phone: { type: "tel", autocomplete: "tel", inputMode: "tel" },
  number: { type: "text", inputMode: "decimal" },
  date: { type: "date" },
} as const;
const LONGEST = 4000;

interface Given {
  field: FormField;
  value: string | string[] | undefined;
  problem: string | null;
  isDisabled: boolean;
  change: (value: string | string[]) => void;
}

export function FormInput(given: Given) {
  const id = useId();
  const { field, problem } = given;
  const about = `${field.help ? `${id}-help ` : ""}${problem ? `${id}-error` : ""}`.trim() || undefined;
  const optional = field.required ? null : <span class="optional"> ({text.formOptional})</span>;
  const below = (
    <>
      {field.help && (
        <span class="help" id={`${id}-help`} dir="auto">
          {field.help}
        </span>
      )}
      {problem && (
        <span class="field-error" id={`${id}-error`}>
          <Icon name="alert" />
          {problem}
        </span>
      )}
    </>
  );
  if (field.kind === "many") {
    return (
      <fieldset class="form-field" aria-describedby={about}>
        <legend dir="auto">
          {field.label}
          {optional}
        </legend>
        <Boxes {...given} />
        {below}
      </fieldset>
    );
  }
  return (
    <div class="form-field">
      <label for={id} dir="auto">
        {field.label}
        {optional}
      </label>
      <Control {...given} id={id} about={about} />
      {below}
    </div>
  );
}

function Control({ field, value, problem, isDisabled, change, id, about }: Given & { id: string; about: string | undefined }) {
  const words = typeof value === "string" ? value : "";
  const same = { id, disabled: isDisabled, "aria-invalid": problem !== null, "aria-describedby": about, "aria-required": field.required };
  if (field.kind === "choice") {
    return (
      <select {...same} value={words} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">{text.formChoose}</option>
        {field.options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === "long" || field.kind === "many") {
    return <textarea {...same} rows={3} dir="auto" maxLength={LONGEST} value={words} onInput={(event) => change(event.currentTarget.value)} />;
  }
  return <input {...same} {...INPUTS[field.kind]} dir="auto" maxLength={LONGEST} value={words} onInput={(event) => change(event.currentTarget.value)} />;
}

function Boxes({ field, value, problem, isDisabled, change }: Given) {
  const chosen = Array.isArray(value) ? value : [];
  const toggle = (option: string, isOn: boolean): void => change(field.options.filter((one) => (one === option ? isOn : chosen.includes(one))));
  return (
    <div class="boxes">
      {field.options.map((option) => (
        <label key={option} class="box">
          <input type="checkbox" checked={chosen.includes(option)} disabled={isDisabled} aria-invalid={problem !== null} onChange={(event) => toggle(option, event.currentTarget.checked)} />
          <span dir="auto">{option}</span>
        </label>
      ))}
    </div>
  );
}
