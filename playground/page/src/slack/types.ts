/** Slack's JSON as the playground serves it: only the fields that the page reads. */

export interface TextObject {
  type: "plain_text" | "mrkdwn";
  text: string;
  emoji?: boolean;
  verbatim?: boolean;
}
export interface Option {
  text: TextObject;
  value: string;
  description?: TextObject;
  url?: string;
}
export interface OptionGroup {
  label: TextObject;
  options: Option[];
}
export interface Confirm {
  title?: TextObject;
  text?: TextObject;
  confirm?: TextObject;
  deny?: TextObject;
  style?: "primary" | "danger";
}

/** One interactive or picture element of a block; which fields are there depends on `type`. */
export interface Element {
  type: string;
  action_id?: string;
  text?: TextObject | string;
  value?: string;
  url?: string;
  style?: "primary" | "danger";
  confirm?: Confirm;
  accessibility_label?: string;
  placeholder?: TextObject;
  options?: Option[];
  option_groups?: OptionGroup[];
  initial_option?: Option;
  initial_options?: Option[];
  initial_value?: string;
  initial_user?: string;
  initial_users?: string[];
  initial_channel?: string;
  initial_conversation?: string;
  initial_date?: string;
  initial_time?: string;
  multiline?: boolean;
  max_length?: number;
  min_length?: number;
  min_query_length?: number;
  max_selected_items?: number;
  max_files?: number;
  filetypes?: string[];
  focus_on_load?: boolean;
  dispatch_action_config?: { trigger_actions_on?: ("on_enter_pressed" | "on_character_entered")[] };
  image_url?: string;
  alt_text?: string;
}

export interface RichElement {
  type: string;
  elements?: RichElement[];
  text?: string;
  url?: string;
  name?: string;
  unicode?: string;
  skin_tone?: number;
  user_id?: string;
  channel_id?: string;
  usergroup_id?: string;
  range?: string;
  timestamp?: number;
  format?: string;
  fallback?: string;
  value?: string;
  style?: { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean } | "bullet" | "ordered";
  indent?: number;
  offset?: number;
}

export interface Block {
  type: string;
  block_id?: string;
  text?: TextObject | string;
  fields?: TextObject[];
  accessory?: Element;
  elements?: (Element & RichElement & TextObject)[];
  element?: Element;
  label?: TextObject;
  hint?: TextObject;
  optional?: boolean;
  dispatch_action?: boolean;
  image_url?: string;
  alt_text?: string;
  title?: TextObject | string;
  title_url?: string;
  thumbnail_url?: string;
  description?: TextObject;
  call?: { v1?: { display_id?: string; name?: string; join_url?: string } };
  call_id?: string;
}

export interface SlackFile {
  id: string;
  name?: string;
  title?: string;
  mimetype?: string;
  filetype?: string;
  size?: number;
  url_private?: string;
  permalink?: string;
  mode?: string;
}

export interface Attachment {
  color?: string;
  fallback?: string;
  text?: string;
  title?: string;
  blocks?: Block[];
}

export interface Message {
  type: string;
  user?: string;
  bot_id?: string;
  username?: string;
  icons?: { emoji?: string; image_48?: string; image_64?: string; image_72?: string };
  text: string;
  ts: string;
  thread_ts?: string;
  reply_count?: number;
  latest_reply?: string;
  reply_users?: string[];
  blocks?: Block[];
  attachments?: Attachment[];
  files?: SlackFile[];
  reactions?: { name: string; users: string[] }[];
  edited?: { user?: string; ts?: string } | null;
  subtype?: string;
  ephemeral?: boolean;
  pinned?: boolean;
}

export interface User {
  id: string;
  name: string;
  real_name: string;
  image?: string | null;
  presence: "active" | "away";
  is_bot: boolean;
}
export interface Channel {
  id: string;
  name: string;
  is_private?: boolean;
  is_im?: boolean;
  user?: string;
  is_archived?: boolean;
  is_member?: boolean;
  unread: number;
  mentions: number;
  topic?: string;
}

export interface View {
  id: string;
  type: "modal" | "home";
  hash?: string;
  title?: TextObject;
  submit?: TextObject;
  close?: TextObject;
  blocks: Block[];
  private_metadata?: string;
  callback_id?: string;
}

export interface Shortcut {
  name: string;
  type: "message" | "global";
  callback_id: string;
  description?: string;
}
export interface Command {
  command: string;
  description?: string;
  usage_hint?: string;
}

export interface SlackState {
  team: { id: string; name: string; domain?: string };
  users: User[];
  me: string;
  channels: Channel[];
  messages: Record<string, Message[]>;
  home: View | null;
  modals: View[];
  toasts: { id: string; text: string }[];
  statuses?: { channel: string; thread_ts: string; status?: string; username?: string }[];
  bot_user: string;
  app: { name: string; commands: Command[]; shortcuts: Shortcut[] };
}
