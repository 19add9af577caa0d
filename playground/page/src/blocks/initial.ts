/** What an input element holds before anybody touches it, in the shape of `view.state.values`. */
import type { Json } from "../sim";
import type { Element } from "../slack/types";

const KEYS: Record<string, (element: Element) => Json> = {
  static_select: (element) => ({ selected_option: element.initial_option ?? null }),
  external_select: (element) => ({ selected_option: element.initial_option ?? null }),
  radio_buttons: (element) => ({ selected_option: element.initial_option ?? null }),
  users_select: (element) => ({ selected_user: element.initial_user ?? null }),
  channels_select: (element) => ({ selected_channel: element.initial_channel ?? null }),
  conversations_select: (element) => ({ selected_conversation: element.initial_conversation ?? null }),
  multi_static_select: (element) => ({ selected_options: element.initial_options ?? [] }),
  multi_users_select: (element) => ({ selected_users: element.initial_users ?? [] }),
  checkboxes: (element) => ({ selected_options: element.initial_options ?? [] }),
  datepicker: (element) => ({ selected_date: element.initial_date ?? null }),
  timepicker: (element) => ({ selected_time: element.initial_time ?? null }),
  file_input: () => ({ files: [] }),
};

export function initialValue(element: Element): Json {
  return KEYS[element.type]?.(element) ?? { value: element.initial_value ?? null };
}
