import type { TextParams } from '../i18n/translator.js';

/** The question before an action that cannot be undone, or that takes something from somebody else. */
export interface Confirmation {
  /** Names its texts: `confirm.{key}.question`, `.detail` and `.button`. */
  key: string;
  /** The people and rooms named in the texts. */
  names: TextParams;
  /** The endpoint that does it. */
  post: string;
  fields?: Readonly<Record<string, string>>;
  /** The page to go back to, if the query does not say. */
  back: string;
  /** The page to go to afterwards; by default back. */
  after?: string;
  /** True if it signs the user out: then this browser deletes what it keeps for them. */
  leaves?: boolean;
  /** Asks for the user's password. */
  password?: boolean;
}
