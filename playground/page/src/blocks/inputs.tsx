/** Input elements. In a modal they fill `view.state.values`; outside of one (or with dispatch) each change is an interaction. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Json } from "../sim";
import type { Element, Option } from "../slack/types";
import { ExternalSelect } from "./external";
import { FileInput } from "./files";
import { MultiSelect } from "./multi";
import { initialValue } from "./initial";
import { useSurface } from "./surface";
import { words } from "./text";
import { triggers } from "./typing";

export interface InputProps {
  element: Element;
  blockId: string;
  /** Whether a change is told to the app at once. */
  dispatch?: boolean;
  /** Ids for the label and the hint or error that describe the field. */
  id?: string;
  describedBy?: string;
  invalid?: boolean;
}

export interface FieldProps extends InputProps {
  value: Json;
  change: (value: Json) => void;
  /** What the native control takes over for assistive technology. */
  aria: Record<string, unknown>;
}

export function InputElement(props: InputProps): JSX.Element {
  const { element, blockId } = props;
  const surface = useSurface();
  const value = surface.value(blockId, element) ?? initialValue(element);
  useEffect(() => {
    if (!surface.value(blockId, element)) surface.set(blockId, element, initialValue(element));
  }, [surface, blockId, element.action_id, element.type]);
  const change = (next: Json): void => {
    surface.set(blockId, element, next);
    if (props.dispatch && !isTyped(element)) void surface.act(blockId, element, next);
  };
  const name = element.accessibility_label ?? words(element.placeholder);
  const aria = {
    id: props.id,
    "data-action": element.action_id,
    "aria-label": props.id ? undefined : name || "Choose",
    "aria-describedby": props.describedBy,
    "aria-invalid": props.invalid || undefined,
  };
  const Field = FIELDS[element.type] ?? Unknown;
  return <Field {...props} value={value} change={change} aria={aria} />;
}

const isTyped = (element: Element): boolean => /_input$/.test(element.type) && element.type !== "file_input";

function Unknown({ element }: FieldProps): JSX.Element {
  return <p class="unknown">The playground cannot show “{element.type}”.</p>;
}

const TYPES: Record<string, string> = { email_text_input: "email", url_text_input: "url", number_input: "number" };

function TextInput({ element, blockId, value, change, aria, dispatch }: FieldProps): JSX.Element {
  const surface = useSurface();
  const common: Record<string, unknown> = {
    ...aria,
    class: "field",
    value: String(value.value ?? ""),
    placeholder: words(element.placeholder),
    maxLength: element.max_length,
    "data-focus": element.focus_on_load || undefined,
    onInput: (event: Event) => {
      change({ value: (event.target as HTMLInputElement).value || null });
      if (dispatch && triggers(element, "on_character_entered")) surface.typing(blockId, element).entered();
    },
    onKeyDown: (event: KeyboardEvent) => {
      const isBreak = element.multiline && event.shiftKey;
      const entered = event.key === "Enter" && !isBreak && !event.isComposing;
      if (!entered || !dispatch || !triggers(element, "on_enter_pressed")) return;
      if (!element.multiline) event.preventDefault();
      void surface.typing(blockId, element).now();
    },
  };
  if (element.multiline) return <textarea {...common} rows={4} />;
  const input: Record<string, unknown> = { ...common, type: TYPES[element.type] ?? "text" };
  return <input {...input} />;
}

interface Choice {
  key: string;
  label: string;
  payload: Json;
}
const WHAT: Record<string, string> = {
  users_select: "selected_user",
  channels_select: "selected_channel",
  conversations_select: "selected_conversation",
};

/** The choices of a select: its own options, or the workspace's people or channels. */
function useChoices(element: Element): { label: string; choices: Choice[] }[] {
  const state = useSurface().client.state.value;
  const key = WHAT[element.type];
  const option = (each: Option): Choice => ({
    key: each.value,
    label: words(each.text),
    payload: { selected_option: each },
  });
  if (element.type === "users_select") {
    const people = (state?.users ?? []).filter((each) => !each.is_bot);
    return [
      {
        label: "",
        choices: people.map((each) => ({ key: each.id, label: each.real_name, payload: { selected_user: each.id } })),
      },
    ];
  }
  if (key) {
    const channels = (state?.channels ?? []).filter((each) => !each.is_im);
    return [
      {
        label: "",
        choices: channels.map((each) => ({ key: each.id, label: `#${each.name}`, payload: { [key]: each.id } })),
      },
    ];
  }
  if (element.option_groups)
    return element.option_groups.map((group) => ({ label: words(group.label), choices: group.options.map(option) }));
  return [{ label: "", choices: (element.options ?? []).map(option) }];
}

function Select({ element, value, change, aria }: FieldProps): JSX.Element {
  const groups = useChoices(element);
  const all = groups.flatMap((group) => group.choices);
  const key = WHAT[element.type];
  const chosen = String((key ? value[key] : (value.selected_option as Option | null)?.value) ?? "");
  const options = (choices: Choice[]): JSX.Element[] =>
    choices.map((each) => (
      <option key={each.key} value={each.key}>
        {each.label}
      </option>
    ));
  const pick = (event: Event): void => {
    const picked = all.find((each) => each.key === (event.target as HTMLSelectElement).value);
    if (picked) change(picked.payload);
  };
  return (
    <select {...aria} class={chosen ? "field select" : "field select unset"} value={chosen} onChange={pick}>
      <option value="" disabled hidden>
        {words(element.placeholder) || "Choose an option"}
      </option>
      {groups.map((group) =>
        group.label ? (
          <optgroup key={group.label} label={group.label}>
            {options(group.choices)}
          </optgroup>
        ) : (
          options(group.choices)
        ),
      )}
    </select>
  );
}

/** Radio buttons and checkboxes differ only in whether one choice drops the others. */
function Choices({ element, blockId, value, change, aria }: FieldProps): JSX.Element {
  const many = element.type === "checkboxes";
  const [group] = useState(() => `${blockId}-${crypto.randomUUID()}`);
  const chosen = many
    ? ((value.selected_options as Option[] | undefined) ?? [])
    : [value.selected_option as Option | null];
  const has = (option: Option): boolean => chosen.some((each) => each?.value === option.value);
  const toggle = (option: Option): void => {
    if (!many) change({ selected_option: option });
    else
      change({
        selected_options: (element.options ?? []).filter((each) =>
          each.value === option.value ? !has(option) : has(each),
        ),
      });
  };
  return (
    <div
      class="choices"
      role={many ? "group" : "radiogroup"}
      {...aria}
      aria-labelledby={aria.id ? `${String(aria.id)}-label` : undefined}
    >
      {(element.options ?? []).map((option) => (
        <label key={option.value} class="choice">
          <input
            type={many ? "checkbox" : "radio"}
            name={group}
            checked={has(option)}
            onChange={() => toggle(option)}
          />
          <span>
            {words(option.text)}
            {option.description && <small>{words(option.description)}</small>}
          </span>
        </label>
      ))}
    </div>
  );
}

function Picker({ element, value, change, aria }: FieldProps): JSX.Element {
  const date = element.type === "datepicker";
  const key = date ? "selected_date" : "selected_time";
  const set = (event: Event): void => change({ [key]: (event.target as HTMLInputElement).value || null });
  return (
    <input
      {...aria}
      class="field picker"
      type={date ? "date" : "time"}
      value={String(value[key] ?? "")}
      onChange={set}
    />
  );
}

const FIELDS: Record<string, (props: FieldProps) => JSX.Element> = {
  plain_text_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  number_input: TextInput,
  static_select: Select,
  users_select: Select,
  channels_select: Select,
  conversations_select: Select,
  external_select: ExternalSelect,
  multi_static_select: MultiSelect,
  multi_users_select: MultiSelect,
  radio_buttons: Choices,
  checkboxes: Choices,
  datepicker: Picker,
  timepicker: Picker,
  file_input: FileInput,
};
