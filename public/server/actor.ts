import type { RequestError } from './request-error.js';

/** Whom the page acts for. */
interface Actor {
  /** As sent to the server. */
  id: string;
  /** Set if the page must send nothing more. */
  refusal: RequestError | undefined;
  onRefused: (error: RequestError) => void;
}

/** Every request sends this id. After a refusal because of it, the page sends nothing more. */
export const actor: Actor = { id: '', refusal: undefined, onRefused: () => {} };
