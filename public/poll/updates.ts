import { get, post } from '../server/request.js';
import type { PresentByRoom, Updates } from './answer.js';
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
  /** The known version of who is present, with the rooms asked for; undefined if it is not wanted. */
  here: string | undefined;
}

/** Sends polls, and remembers the versions of the read marks and of who is present. */
export class UpdatesClient {
  readonly #url: string;
  readonly #epoch: string;
  /** Version of the read marks. */
  #marks = '0';
  #here = '';
  #present: PresentByRoom = {};

  constructor(url: string, epoch: string) {
    this.#url = url;
    this.#epoch = epoch;
  }

  /** Who is in the rooms that tabs show, as far as it is known. */
  get present(): PresentByRoom {
    return this.#present;
  }

  /**
   * @param shown the rooms in which it matters who is present
   * @param wait seconds to hold. Undefined: the server decides
   */
  async ask(
    after: Positions,
    shown: string[],
    wait: number | undefined,
    signal: AbortSignal,
  ): Promise<Updates> {
    const marks = after.has('@me') ? this.#marks : undefined;
    const rooms = shown.join(',');
    // Who asks is seen by others, also if it is for no room.
    const here = this.#here.endsWith(`:${rooms}`) ? this.#here : `0:${rooms}`;
    const answer = await askUpdates(this.#url, { after, wait, epoch: this.#epoch, marks, here }, signal);
    this.#marks = answer.marks?.version ?? this.#marks;
    this.#here = answer.here?.version ?? here;
    this.#present = answer.here?.rooms ?? this.#present;
    return answer;
  }
}

/** Sends one poll; by POST if the list makes the address too long. */
export function askUpdates(
  url: string,
  { after, wait, epoch, marks, here }: UpdatesQuery,
  signal: AbortSignal,
): Promise<Updates> {
  const rooms = [...after].slice(-MOST_ROOMS);
  const list = rooms.map(([room, seq]) => `${room}:${seq}`).join(',');
  const query = encoded(list);
  const hold = wait === undefined ? '' : `&wait=${wait}`;
  const version = marks === undefined ? '' : `&marks=${marks}`;
  const present = here === undefined ? '' : `&here=${encoded(here)}`;
  const address = `${url}?after=${query}${hold}${version}${present}&epoch=${encodeURIComponent(epoch)}`;
  if (address.length <= LONGEST_URL) return get(address, signal);
  return post(url, { after: list, wait, epoch, marks, here }, signal);
}

/** Colons and commas are allowed in a query (RFC 3986, 3.4), and in no name. */
function encoded(list: string): string {
  return encodeURIComponent(list).replaceAll('%3A', ':').replaceAll('%2C', ',');
}
