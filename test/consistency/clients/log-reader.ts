import type { Reading } from '../history.js';
import { pause } from '../pause.js';
import type { Recorder } from '../recorder.js';
import type { Session } from './session.js';
import { shownEvent, type WireEntries } from './wire.js';

const TIMEOUT_MS = 15_000;
const RETRY_MS = 100;
const MAX_TRIES = 200;

export type Bounds = Pick<Reading, 'room' | 'after' | 'before' | 'order' | 'limit' | 'purpose'>;

/**
 * Reads all of a room's log that lies within the bounds, page by page, from the end that `order` says, asking again for
 * a page that does not come.
 *
 * @throws Error if a page never comes.
 */
export async function readLog(session: Session, bounds: Bounds): Promise<Reading['outcome'][]> {
  const pages: Reading['outcome'][] = [];
  let rest = bounds;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { outcome } = await readPage(session, rest);
    if (outcome.kind !== 'entries') {
      if (outcome.kind === 'refused' && outcome.status !== 503) return pages;
      await pause(RETRY_MS);
      continue;
    }
    tries = 0;
    pages.push(outcome);
    const last = outcome.entries.at(-1)?.seq;
    // An empty page that promises more leads nowhere; the verdict reports it.
    if (!outcome.more || last === undefined) return pages;
    rest = bounds.order === 'oldest' ? { ...rest, after: last } : { ...rest, before: last };
  }
  throw new Error(`${session.name}: ${bounds.room} could not be read`);
}

async function readPage(session: Session, bounds: Bounds): Promise<Reading> {
  const { room, after, before, order, limit } = bounds;
  const query = new URLSearchParams({ order, limit: String(limit) });
  if (order === 'oldest' || after > 0) query.set('after', String(after));
  if (before !== undefined) query.set('before', String(before));
  const path = `/api/rooms/${encodeURIComponent(room)}/entries?${String(query)}`;
  const { outcome, ...times } = await session.ask({
    method: 'GET',
    path,
    timeoutMs: TIMEOUT_MS,
  });
  const { recorder } = session;
  const page = outcome.kind === 'answer' ? pageOf(outcome.json as WireEntries, recorder) : outcome;
  const reading: Reading = { ...times, ...bounds, outcome: page };
  recorder.reading(reading);
  return reading;
}

function pageOf({ entries, more }: WireEntries, recorder: Recorder): Reading['outcome'] {
  return { kind: 'entries', entries: entries.map((entry) => recorder.one(shownEvent(entry))), more };
}
