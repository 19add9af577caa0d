/** Selects that take several choices: what is chosen as chips, and a native select to add one more. */
import type { JSX } from "preact";
import { Icon } from "../shell/icons";
import type { Option } from "../slack/types";
import type { FieldProps } from "./inputs";
import { useSurface } from "./surface";
import { words } from "./text";

interface Chip {
  key: string;
  label: string;
}

export function MultiSelect({ element, value, change, aria }: FieldProps): JSX.Element {
  const people = useSurface().client.state.value?.users.filter((each) => !each.is_bot) ?? [];
  const users = element.type === "multi_users_select";
  const options = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  const all: Chip[] = users
    ? people.map((each) => ({ key: each.id, label: each.real_name }))
    : options.map((each) => ({ key: each.value, label: words(each.text) }));
  const keys = users
    ? ((value.selected_users as string[] | undefined) ?? [])
    : ((value.selected_options as Option[] | undefined) ?? []).map((each) => each.value);
  const set = (next: string[]): void =>
    change(
      users ? { selected_users: next } : { selected_options: options.filter((each) => next.includes(each.value)) },
    );
  const full = element.max_selected_items !== undefined && keys.length >= element.max_selected_items;
  const add = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    if (select.value) set([...keys, select.value]);
    select.value = "";
  };
  return (
    <div class="multi">
      {keys.length > 0 && (
        <ul class="chips">
          {all
            .filter((each) => keys.includes(each.key))
            .map((each) => (
              <li key={each.key} class="chip">
                <span>{each.label}</span>
                <button
                  type="button"
                  aria-label={`Remove ${each.label}`}
                  onClick={() => set(keys.filter((key) => key !== each.key))}
                >
                  <Icon name="close" size={14} />
                </button>
              </li>
            ))}
        </ul>
      )}
      <select {...aria} class="field select unset" value="" disabled={full} onChange={add}>
        <option value="" disabled hidden>
          {full ? "No more can be chosen" : words(element.placeholder) || "Choose options"}
        </option>
        {all
          .filter((each) => !keys.includes(each.key))
          .map((each) => (
            <option key={each.key} value={each.key}>
              {each.label}
            </option>
          ))}
      </select>
    </div>
  );
}
