import { get, post } from './request.js';

/** Servers and proxies refuse addresses that are much longer. */
const LONGEST_URL = 4000;
/** As many as the server takes. */
const MOST_ROOMS = 200;

/**
 * Asks once. A list that makes the address too long goes by POST.
 *
 * @param {string} url
 * @param {Question} question
 * @param {AbortSignal} signal
 * @returns {Promise<Updates>}
 */
export function askUpdates(url, { after, wait, epoch, marks }, signal) {
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

/**
 * Where an answer to a question from these positions leads to.
 *
 * @param {Positions} from
 * @param {Updates} answer
 */
export function reached(from, { events, gaps, closed }) {
  const to = new Map(from);
  const ends = gaps.map(({ room, before }) => ({ room, seq: before - 1 }));
  for (const { room, seq } of [...ends, ...events]) to.set(room, Math.max(to.get(room) ?? 0, seq));
  for (const room of closed) to.delete(room);
  return to;
}

/**
 * Moves positions to where an answer led. A room that was not asked for, or only from a later position on, stays where
 * it is: there is a hole between.
 *
 * @param {Positions} positions
 * @param {Positions} from
 * @param {Positions} to
 * @returns {boolean} whether no room stayed behind
 */
export function advance(positions, from, to) {
  let complete = true;
  for (const [room, seq] of positions) {
    const end = to.get(room);
    if ((from.get(room) ?? Infinity) > seq) complete = false;
    else if (end === undefined) positions.delete(room);
    else positions.set(room, Math.max(seq, end));
  }
  return complete;
}

/**
 * What an answer holds for a tab that stands at these positions.
 *
 * @param {Positions} positions
 * @param {Positions} from
 * @param {Updates} answer
 * @returns {News}
 */
export function newsAfter(positions, from, { me, events, gaps, marks }) {
  /** @param {string} room the position in it, if the answer goes on from there */
  const at = (room) => {
    const seq = positions.get(room) ?? -Infinity;
    return (from.get(room) ?? Infinity) <= seq ? seq : Infinity;
  };
  return {
    me,
    marks,
    events: events.filter(({ room, seq }) => seq > at(room)),
    gaps: gaps
      .map((gap) => ({ ...gap, after: Math.max(gap.after, at(gap.room)) }))
      .filter(({ after, before }) => after < before - 1),
  };
}

/** Which tab wants to hear of which rooms, and from where on. */
export class WantedRooms {
  /** @type {Map<string, Positions>} */
  #tabs = new Map();

  /**
   * @param {string} tab
   * @param {Positions} after
   * @returns {boolean} whether it is more than what was wanted before
   */
  set(tab, after) {
    const known = this.lowest();
    this.#tabs.set(tab, new Map(after));
    return [...after].some(([room, seq]) => seq < (known.get(room) ?? Infinity));
  }

  /** @param {string} tab */
  delete(tab) {
    this.#tabs.delete(tab);
  }

  /** From where to ask, so that every tab can go on from where it is. */
  lowest() {
    /** @type {Positions} */
    const lowest = new Map();
    for (const after of this.#tabs.values()) {
      for (const [room, seq] of after) lowest.set(room, Math.min(seq, lowest.get(room) ?? seq));
    }
    return lowest;
  }

  /**
   * @param {Positions} from
   * @param {Positions} to
   */
  advance(from, to) {
    for (const after of this.#tabs.values()) advance(after, from, to);
  }
}

/**
 * Whether there was a reason to answer before the hold was over.
 *
 * @param {Updates} answer
 */
export function bringsAnything({ events, gaps, closed, marks }) {
  return marks !== undefined || events.length + gaps.length + closed.length > 0;
}
