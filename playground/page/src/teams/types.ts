/** Teams' JSON as the playground serves it: only the fields that the page reads. */

export type Card = Record<string, unknown> & {
  refresh?: { userIds?: string[]; action?: unknown };
};

export interface Attachment {
  contentType?: string;
  contentUrl?: string;
  name?: string;
  content?: unknown;
}
export interface TeamsFile {
  id: string;
  name: string;
  size: number;
  mimetype: string;
  file_type: string;
  inline: boolean;
  url: string;
}
export interface Entity {
  type?: string;
  text?: string;
  mentioned?: { id?: string; name?: string };
}

export interface Message {
  id: string;
  conversation: string;
  /** A person's short name, or the bot's. */
  sender: string;
  at: string;
  edited: string | null;
  deleted: boolean;
  text: string;
  text_format: string;
  html: string;
  summary?: string;
  attachments: Attachment[];
  entities: Entity[];
  files: TeamsFile[];
  reactions: { type: string; users: string[] }[];
  mentions_me: boolean;
  only_for_me: boolean;
  link: string;
}

/** A reply chain of a channel, or one's chat with the bot. */
export interface Chain {
  conversation: string;
  root: string | null;
  messages: Message[];
  unread: number;
  mentions: number;
  typing: boolean;
}
export interface Channel {
  id: string;
  name: string;
  unread: number;
  mentions: number;
  chains: Chain[];
}
export interface Team {
  id: string;
  name: string;
  archived: boolean;
  installed: boolean;
  owner: string;
  members: string[];
  channels: Channel[];
}

export interface Person {
  user: string;
  id: string;
  name: string;
  aad: string;
  is_guest: boolean;
  availability: string;
}
export interface Command {
  scopes: string[];
  title: string;
  description: string;
}
export interface Extension {
  id: string;
  title: string;
  description?: string;
}
export interface Dialog {
  id: string;
  title: string;
  card: Card;
  width?: number | string;
  height?: number | string;
}

export interface TeamsState {
  tenant: string;
  me: string;
  people: Person[];
  bot: { id: string; name: string; short: string };
  app: {
    name: string;
    installed: boolean;
    reachable: boolean;
    blocked: boolean;
    commands: Command[];
    extensions: Extension[];
    reads_all: boolean;
    supports_files: boolean;
  };
  teams: Team[];
  personal: Chain | null;
  dialog: Dialog | null;
  toasts: { id: string; text: string; kind: string; message: string }[];
}

export const ADAPTIVE = "application/vnd.microsoft.card.adaptive";
export const FILE_CONSENT = "application/vnd.microsoft.teams.card.file.consent";
export const FILE_INFO = "application/vnd.microsoft.teams.card.file.info";
