import type { ChatError } from '../chat-error.js';

declare global {
  namespace Express {
    interface Request {
      /** The form that the page is shown again for. */
      refused?: RefusedForm;
    }
  }
}

/** A form that was refused, for the page that shows it again. */
export interface RefusedForm {
  /** Where it was posted to; empty of a button alone, whose refusal stands at the top of its page. */
  action: string;
  /** What was typed into it. Never a password. */
  fields: Readonly<Record<string, string>>;
  error: ChatError;
  heading: string;
  text: string;
  /** Where one was. */
  back: string | undefined;
  /** Set once a page has shown why: a page on which the form no longer stands does not. */
  isShown: boolean;
}
