import type { TextParams } from '../i18n/translator.js';

/** What the page says before something is done that cannot be undone, or that takes something from somebody else. */
export interface Confirmation {
  /** Of its texts: `confirm.{key}.question`, `.detail` and `.button`. */
  key: string;
  /** Whom and what it is about. */
  names: TextParams;
  /** The endpoint that does it. */
  post: string;
  fields?: Readonly<Record<string, string>>;
  /** Where one comes from, if the query does not say. */
  back: string;
  /** Where it leads to when it is done: back to where one comes from, if nothing else. */
  after?: string;
  /** Whether one is signed out by it: what this browser keeps for one goes then. */
  leaves?: boolean;
  /** Asks for one's password. */
  password?: boolean;
}
