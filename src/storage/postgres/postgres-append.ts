import type { Client, QueryConfig, QueryResult } from 'pg';
import { Batch, type Known, type Placed, placeKey, targetKey } from '../../log/batch.js';
import type { Appended, Draft, Place } from '../../log/entry.js';
import { type Signal, messageErased } from '../../signals/signal.js';
import type { EntryRows, Row } from '../sql/entry-rows.js';
import {
  findingDeletedAuthors,
  findingEarlier,
  findingPlaces,
  findingTargets,
  lockingFreeRooms,
  lockingRooms,
} from './append-reads.js';
import { erasingBodies, makingRooms, markingChanged, storing } from './append-writes.js';
import { isLockTimeout } from './postgres-error.js';
import { recordingSignals } from './record-signals.js';

/** Deadlocks and conflicts of another node's batch with this one (appendix A of PostgreSQL's manual). */
const TRY_AGAIN = new Set(['40001', '40P01']);
const UNIQUE_VIOLATION = '23505';
const MAX_TRIES = 5;

export interface AppendedBatch {
  appended: Appended[];
  signals: readonly Signal[];
  /** The number of the newest signal that is visible together with these entries. */
  head: number;
}

/**
 * Stores drafts in one transaction and two trips to the database. The first locks the rooms and reads what `Batch` has to
 * know, each statement as of after the lock; the second stores what it decides, and commits. If others hold a room for longer
 * than `lock_timeout`, its drafts are refused as `locked` and the others stored. Rejects with the error of the
 * database; if the connection was lost, the drafts may have been stored or not.
 */
export async function append(
  client: Client,
  rows: EntryRows,
  drafts: readonly Draft[],
): Promise<AppendedBatch> {
  let locking = lockingRooms;
  for (let tries = 1; ; tries++) {
    try {
      const batch = await appendOnce(client, rows, drafts, locking(drafts));
      if (batch) return batch;
    } catch (error) {
      // One room that others hold for long must not keep the drafts for other rooms from being stored.
      if (isLockTimeout(error) && locking === lockingRooms) locking = lockingFreeRooms;
      else if (tries === MAX_TRIES || !isConflict(error)) throw error;
    }
  }
}

/** Another node may have stored a message under the same client id in another room. The next try finds it. */
function isConflict(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return TRY_AGAIN.has(code ?? '') || (code === UNIQUE_VIOLATION && constraint === 'entries_client_id');
}

/** Undefined if rooms had to be made first. */
async function appendOnce(
  client: Client,
  rows: EntryRows,
  drafts: readonly Draft[],
  locking: QueryConfig,
): Promise<AppendedBatch | undefined> {
  const { missing, results, statements, signals } = await lockAndDecide(client, rows, drafts, locking);
  if (missing.length > 0) {
    await send(client, ['rollback', makingRooms(missing, drafts[0]?.at ?? 0)]);
    return undefined;
  }
  const answers = await send(client, [...statements, 'commit', HEAD]);
  const [committed, head] = answers.slice(-2) as Answers<[unknown, { n: number }]>;
  // A transaction in which a statement has failed is rolled back by COMMIT, without an error.
  if (committed.command !== 'COMMIT') throw new Error('The transaction was rolled back.');
  return { appended: results, signals, head: head.rows[0]?.n ?? 0 };
}

interface Decided {
  /** Rooms that have to be made first; if there are some, nothing else was decided. */
  missing: string[];
  results: Appended[];
  statements: QueryConfig[];
  signals: Signal[];
}

/** The first trip, and what follows from it. Leaves a transaction open, unless it rejects. */
async function lockAndDecide(
  client: Client,
  rows: EntryRows,
  drafts: readonly Draft[],
  locking: QueryConfig,
): Promise<Decided> {
  try {
    const answered = await send(client, [
      'begin',
      locking,
      findingEarlier(rows, drafts),
      findingTargets(rows, drafts),
      findingPlaces(drafts),
      findingDeletedAuthors(drafts),
    ]);
    const [, rooms, ...read] = answered as Answers<[unknown, RoomRow, Row, Row, PlaceRow, { id: string }]>;
    const lockedRooms = new Set(rooms.rows.filter((room) => room.locked).map(({ key }) => key));
    const batch = new Batch(drafts, { ...knownFrom(rows, ...read), lockedRooms });
    const ids = new Map(rooms.rows.map(({ key, id }) => [key, id]));
    const missing = [...batch.counts.keys()].filter((room) => !ids.has(room));
    if (missing.length > 0) return { missing, results: [], statements: [], signals: [] };
    const { results, placed } = batch.place(new Map(rooms.rows.map(({ key, last_seq }) => [key, last_seq])));
    return { missing, results, ...storingAll(ids, placed) };
  } catch (error) {
    await rollBack(client);
    throw error;
  }
}

/** Signals come last, because all nodes wait for each other there. */
function storingAll(
  ids: ReadonlyMap<string, number>,
  placed: readonly Placed[],
): { statements: QueryConfig[]; signals: Signal[] } {
  if (placed.length === 0) return { statements: [], signals: [] };
  const changes = placed.filter(({ draft }) => draft.target);
  const deletions = changes.filter(({ draft }) => draft.target && draft.type.erases);
  const signals = deletions.map(({ entry: { room, seq, message } }) =>
    messageErased({ room, seq: message.seq, changedSeq: seq }),
  );
  const statements = [
    storing(ids, placed),
    ...(changes.length > 0 ? [markingChanged(ids, changes)] : []),
    ...(deletions.length > 0 ? erasingBodies(ids, deletions) : []),
    ...(signals.length > 0 ? [recordingSignals(signals)] : []),
  ];
  return { statements, signals };
}

const HEAD = { name: 'head', text: 'select n from signals_head' };

interface RoomRow {
  id: number;
  key: string;
  last_seq: number;
  /** By others, so not for this batch. */
  locked: boolean;
}

interface PlaceRow extends Place {
  room: string;
  user_id: string;
}

type Answers<Rows extends readonly unknown[]> = {
  [index in keyof Rows]: Pick<QueryResult, 'command'> & { rows: Rows[index][] };
};

const NOTHING = { command: '', rows: [] };

/** Sends all statements at once and waits for all answers. Rejects with the error of the first that failed. */
async function send(
  client: Client,
  statements: readonly (QueryConfig | string | undefined)[],
): Promise<unknown[]> {
  const sent = statements.map((statement) =>
    statement === undefined ? Promise.resolve(NOTHING) : client.query(statement),
  );
  const answers = await Promise.allSettled(sent);
  const failed = answers.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
  return answers.map((answer) => (answer as PromiseFulfilledResult<unknown>).value);
}

/** Never rejects: the error that made it necessary matters more. A connection that was lost has rolled back already. */
async function rollBack(client: Client): Promise<void> {
  await client.query('rollback').catch(() => undefined);
}

function knownFrom(
  { toMessage }: EntryRows,
  earlier: { rows: readonly Row[] },
  targets: { rows: readonly Row[] },
  places: { rows: readonly PlaceRow[] },
  deleted: { rows: readonly { id: string }[] },
): Omit<Known, 'lockedRooms'> {
  return {
    earlier: new Map(
      earlier.rows.map((row) => [
        `${row.author_id} ${row.client_id}`,
        { message: toMessage(row), sentBody: row.body },
      ]),
    ),
    targets: new Map(targets.rows.map(toMessage).map((message) => [targetKey(message), message])),
    places: new Map(
      places.rows.map(({ room, user_id: id, kind, role }) => [
        placeKey({ room, author: { id, name: '' } }),
        { kind, role },
      ]),
    ),
    deletedAuthors: new Set(deleted.rows.map(({ id }) => id)),
  };
}
