/** One question of a secure form: its label, its input, its help and what is wrong with the answer. */
import { useId } from "preact/hooks";
import { Icon } from "../app/parts/icon";
import { brandOf } from "./checks";
import type { SecureField, Wrong } from "./plan";
import { secureWords } from "./words";

export type Answer = string | File;

/** Browsers' own number fields swallow what is wrong; cards and codes are typed as digits on phones. */
const INPUTS: Record<string, { type: "text" | "email" | "tel" | "date"; inputMode?: "decimal" | "numeric" | "email" | "tel" }> = {
  email: { type: "email", inputMode: "email" },
  phone: { type: "tel", inputMode: "tel" },
  number: { type: "text", inputMode: "decimal" },
  date: { type: "date" },
  card: { type: "text", inputMode: "numeric" },
  expiry: { type: "text", inputMode: "numeric" },
  ssn: { type: "text", inputMode: "numeric" },
};

interface Given {
  field: SecureField;
  value: Answer | undefined;
  wrong: Wrong | null;
  isDisabled: boolean;
  change: (value: Answer | undefined) => void;
  left: () => void;
}

export function SecureInput(given: Given) {
  const id = useId();
  const { field, wrong } = given;
  const words = secureWords();
  const help = field.help || (field.kind === "expiry" ? words.expiryHelp : field.kind === "file" ? words.upTo(sizeOf(field.max_bytes ?? 0)) : "");
  const about = `${help ? `${id}-help ` : ""}${wrong ? `${id}-error` : ""}`.trim() || undefined;
  const problem = wrong === "pattern" && field.hint ? field.hint : wrong ? words.wrong[wrong] : null;
  return (
    <div class="form-field">
      <label for={id} dir="auto">
        {field.label}
        {!field.required && <span class="optional"> ({words.optional})</span>}
      </label>
      <Control {...given} id={id} about={about} />
      {help && (
        <span class="help" id={`${id}-help`} dir="auto">
          {help}
        </span>
      )}
      {problem && (
        <span class="field-error" id={`${id}-error`} dir="auto">
          <Icon name="alert" />
          {problem}
        </span>
      )}
    </div>
  );
}

function Control(given: Given & { id: string; about: string | undefined }) {
  const { field, value, wrong, isDisabled, change, left, id, about } = given;
  const typed = typeof value === "string" ? value : "";
  const words = secureWords();
  const same = { id, name: field.name, disabled: isDisabled, "aria-invalid": wrong !== null, "aria-describedby": about, "aria-required": field.required };
  if (field.kind === "file") {
    return <FileInput {...given} same={same} />;
  }
  if (field.kind === "choice") {
    return (
      <select {...same} autocomplete="off" value={typed} onChange={(event) => change(event.currentTarget.value)} onBlur={left}>
        <option value="">{words.choose}</option>
        {field.options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === "long") {
    return <textarea {...same} rows={3} dir="auto" autocomplete="off" spellcheck={false} value={typed} onInput={(event) => change(event.currentTarget.value)} onBlur={left} />;
  }
  const input = (
    <input
      {...same}
      type={(INPUTS[field.kind]?.type ?? "text") as "text"}
      inputMode={INPUTS[field.kind]?.inputMode}
      dir={field.kind === "text" || field.kind === "pattern" ? "auto" : "ltr"}
      // What was typed is not to be offered again: a browser's list of former answers is a storage, too. An empty field
      // says what it is for, so that a card that the browser keeps by itself can be filled in.
      autocomplete={typed === "" ? field.fills || "off" : "off"}
      spellcheck={false}
      maxLength={2000}
      value={typed}
      onInput={(event) => change(event.currentTarget.value)}
      onBlur={left}
    />
  );
  if (field.kind !== "card") return input;
  const brand = brandOf(typed);
  return (
    <div class="card-number">
      {input}
      <span class="card-brand" role="status" aria-label={brand === null ? undefined : words.brand(brand || words.unknownBrand)}>
        {brand === null ? "" : brand || words.unknownBrand}
      </span>
    </div>
  );
}

function FileInput({ field, value, change, same }: Given & { same: Record<string, unknown> }) {
  const words = secureWords();
  const chosen = value instanceof File ? value.name : null;
  return (
    <div class="file-choice">
      <input
        {...same}
        type="file"
        accept={(field.types ?? []).join(",")}
        onChange={(event) => change(event.currentTarget.files?.[0])}
      />
      <span class="file-button" aria-hidden="true">
        <Icon name="attach" />
        {words.chooseFile}
      </span>
      <span class="file-name" dir="auto">
        {chosen ?? words.noFile}
      </span>
    </div>
  );
}

function sizeOf(bytes: number): string {
  return `${Math.round(bytes / 100_000) / 10} MB`;
}
