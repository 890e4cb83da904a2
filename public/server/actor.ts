import type { RequestError } from './request-error.js';

/** Who the page acts for. */
interface Actor {
  /** As the server is told. */
  id: string;
  /** Why nothing leaves the page any more. */
  refusal: RequestError | undefined;
  onRefused: (error: RequestError) => void;
}

/** Who the page acts for, as each request says. After a refusal for that reason nothing leaves the page. */
export const actor: Actor = { id: '', refusal: undefined, onRefused: () => {} };
