import type { ChatError } from '../chat-error.js';

declare global {
  namespace Express {
    interface Request {
      /** The form for which the page is shown again. */
      refused?: RefusedForm;
    }
  }
}

/** A refused form, for the page that shows it again. */
export interface RefusedForm {
  /** Its address; empty for a single button, whose refusal is shown at the top of its page. */
  action: string;
  /** The field that is wrong; undefined if the reason concerns all of the form. */
  field: string | undefined;
  /** What was typed. Never a password. */
  fields: Readonly<Record<string, string>>;
  error: ChatError;
  heading: string;
  text: string;
  /** The page to go back to. */
  back: string | undefined;
  /** Set once a page has shown the reason. A page without the form does not. */
  isShown: boolean;
}
