/** What the playground tells of one phone. */

export interface PhoneState {
  me: string;
  phones: Handset[];
  /** The numbers of the bridge's account that one can write to. */
  numbers: Contact[];
  /** Whether somebody listens to what is sent. */
  connected: boolean;
  threads: Thread[];
  problems: number;
}

export interface Handset {
  number: string;
  name: string;
  off: boolean;
  filtered: boolean;
  previews: boolean;
  unread: number;
}

export interface Contact {
  number: string;
  name: string;
}

export interface Thread {
  number: string;
  unread: number;
  /** The phone has opted out: nothing more comes. */
  stopped: boolean;
  texts: Text[];
}

export interface Text {
  id: number;
  mine: boolean;
  text: string;
  at: number;
  segments: number;
  files: PhoneFile[];
  preview: { url: string; title: string; site: string } | null;
  fresh: boolean;
}

export interface PhoneFile {
  name: string;
  mimetype: string;
  url: string;
}
