import { get, post } from '../server/request.js';
import type { Updates } from './answer.js';
import type { Positions } from './positions.js';

/** Servers and proxies refuse addresses that are much longer. */
const LONGEST_URL = 4000;
/** As many as the server takes. */
const MOST_ROOMS = 200;

/** A question for what came after these positions. */
export interface Question {
  after: Positions;
  /** For how many seconds to hold it. Undefined: as long as the server likes. */
  wait: number | undefined;
  epoch: string;
  /** Version of the read marks that are known; undefined: they are not wanted. */
  marks: string | undefined;
}

/** Asks poll after poll, and knows which read marks it was told. */
export class UpdatesClient {
  readonly #url: string;
  readonly #epoch: string;
  /** Version of the read marks. */
  #marks = '0';

  constructor(url: string, epoch: string) {
    this.#url = url;
    this.#epoch = epoch;
  }

  /** @param wait for how many seconds to hold the question. Undefined: as long as the server likes */
  async ask(after: Positions, wait: number | undefined, signal: AbortSignal): Promise<Updates> {
    const marks = after.has('@me') ? this.#marks : undefined;
    const answer = await askUpdates(this.#url, { after, wait, epoch: this.#epoch, marks }, signal);
    this.#marks = answer.marks?.version ?? this.#marks;
    return answer;
  }
}

/** Asks once. A list that makes the address too long goes by POST. */
export function askUpdates(
  url: string,
  { after, wait, epoch, marks }: Question,
  signal: AbortSignal,
): Promise<Updates> {
  const rooms = [...after].slice(-MOST_ROOMS);
  const list = rooms.map(([room, seq]) => `${room}:${seq}`).join(',');
  // Colons and commas may stand in a query as they are (RFC 3986, 3.4), and are in no name.
  const query = encodeURIComponent(list).replaceAll('%3A', ':').replaceAll('%2C', ',');
  const hold = wait === undefined ? '' : `&wait=${wait}`;
  const version = marks === undefined ? '' : `&marks=${marks}`;
  const address = `${url}?after=${query}${hold}${version}&epoch=${encodeURIComponent(epoch)}`;
  if (address.length <= LONGEST_URL) return get(address, signal);
  return post(url, { after: list, wait, epoch, marks }, signal);
}
