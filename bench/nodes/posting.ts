import { postAll } from '../sending.js';
import type { Visitor } from '../visitor.js';
import { type Cost, costOf } from './cost.js';
import type { Site } from './site.js';

export const SENDERS = 64;
/** After this many, V8 has compiled the code of a post on each of a few nodes. */
const WARM_UP = 10_000;
const WARM_UP_ROOMS = 2_000;
const ALONE = 500;

export interface Posting {
  readonly oneRoom: Cost;
  readonly manyRooms: Cost;
  /** By a single sender in one room: no post waits for another, and none shares a commit. */
  readonly alone: Cost;
  /** Bytes on the disk for each entry, with its indexes. */
  readonly entryBytes: number | undefined;
}

/**
 * All senders post in the lobby, each as soon as it is answered; then one of them does; then all do, each in a room of its own. All nodes
 * follow the lobby, whose page has been loaded at each, and none follows the other rooms.
 */
export async function measurePosting(
  site: Site,
  visitors: readonly Visitor[],
  posts: number,
): Promise<Posting> {
  const senders = visitors.slice(0, SENDERS);
  const rooms = senders.map((_, i) => `room-${i}`);
  await postAll(site, senders, WARM_UP);
  const oneRoom = await costOf(site, posts, () => postAll(site, senders, posts));
  const alone = await costOf(site, ALONE, () => postAll(site, senders.slice(0, 1), ALONE));
  await postAll(site, senders, WARM_UP_ROOMS, rooms);
  const manyRooms = await costOf(site, posts, () => postAll(site, senders, posts, rooms));
  return { oneRoom, manyRooms, alone, entryBytes: await site.database?.bytesPerEntry() };
}
