/** What every customer's app shows: people in whose hand it is, places that they write to, and what stands between them. */

export interface AppState {
  me: string;
  people: Person[];
  places: Place[];
  /** Whether somebody listens to what is sent. */
  connected: boolean;
  threads: Thread[];
  /** How many entries the vendor's log of troubles has. */
  problems: number;
}

export interface Person {
  id: string;
  name: string;
  hint: string;
  unread: number;
  switches: Record<string, boolean>;
}

export interface Place {
  id: string;
  name: string;
  hint: string;
}

export interface Thread {
  place: string;
  unread: number;
  typing: boolean;
  /** The person has opted out: nothing more comes. */
  stopped?: boolean;
  bubbles: Item[];
}

export interface Item {
  id: number;
  mid?: string;
  mine: boolean;
  text: string;
  at: number;
  files: AppFile[];
  fresh?: boolean;
  /** How far one's own has come, in the app's own steps. */
  state?: "" | "sent" | "delivered" | "read";
  /** How many messages an SMS was cut into. */
  segments?: number;
  preview?: { url: string; title: string; site: string } | null;
  choices?: Choice[];
  cards?: Card[];
  header?: string;
  footer?: string;
  list_label?: string;
  quoted?: { mine: boolean; text: string } | null;
  reactions?: string[];
  my_reaction?: string;
  location?: { latitude: number; longitude: number; name?: string; address?: string } | null;
  contacts?: { name: string; phone: string }[];
  tapped?: string;
  edits?: number;
  removed?: boolean;
  by_other?: boolean;
}

export interface Choice {
  index: number;
  kind: "quick_reply" | "postback" | "url" | "call" | "reply" | "row" | "template_reply" | "share_number";
  title: string;
  description: string;
  section: string;
  value: string;
}

export interface Card {
  title: string;
  subtitle: string;
  picture: string;
  choices: Choice[];
}

export interface AppFile {
  name: string;
  mimetype: string;
  url: string;
}
