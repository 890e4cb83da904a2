import { get, post } from '../server/request.js';
import type { Updates } from './answer.js';
import type { Positions } from './positions.js';

/** Servers and proxies refuse much longer addresses. */
const LONGEST_URL = 4000;
/** The server's limit. */
const MOST_ROOMS = 200;

/** A poll for what comes after these positions. */
export interface UpdatesQuery {
  after: Positions;
  /** Seconds to hold. Undefined: the server decides. */
  wait: number | undefined;
  epoch: string;
  /** The known version of the read marks; undefined if they are not wanted. */
  marks: string | undefined;
}

/** Sends polls, and remembers the version of the read marks. */
export class UpdatesClient {
  readonly #url: string;
  readonly #epoch: string;
  /** Version of the read marks. */
  #marks = '0';

  constructor(url: string, epoch: string) {
    this.#url = url;
    this.#epoch = epoch;
  }

  /** @param wait seconds to hold. Undefined: the server decides */
  async ask(after: Positions, wait: number | undefined, signal: AbortSignal): Promise<Updates> {
    const marks = after.has('@me') ? this.#marks : undefined;
    const answer = await askUpdates(this.#url, { after, wait, epoch: this.#epoch, marks }, signal);
    this.#marks = answer.marks?.version ?? this.#marks;
    return answer;
  }
}

/** Sends one poll; by POST if the list makes the address too long. */
export function askUpdates(
  url: string,
  { after, wait, epoch, marks }: UpdatesQuery,
  signal: AbortSignal,
): Promise<Updates> {
  const rooms = [...after].slice(-MOST_ROOMS);
  const list = rooms.map(([room, seq]) => `${room}:${seq}`).join(',');
  // Colons and commas are allowed in a query (RFC 3986, 3.4), and in no name.
  const query = encodeURIComponent(list).replaceAll('%3A', ':').replaceAll('%2C', ',');
  const hold = wait === undefined ? '' : `&wait=${wait}`;
  const version = marks === undefined ? '' : `&marks=${marks}`;
  const address = `${url}?after=${query}${hold}${version}&epoch=${encodeURIComponent(epoch)}`;
  if (address.length <= LONGEST_URL) return get(address, signal);
  return post(url, { after: list, wait, epoch, marks }, signal);
}
