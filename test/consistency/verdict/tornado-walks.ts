import { FROM_BEGINNING, type History, type TornadoPoll, type Shown } from '../history.js';
import { newestBefore } from './newest.js';
import type { Place, Reference } from './reference.js';
import type { Kind, Violation } from './violation.js';

/** The walks of the Tornado surface: all messages after the cursor that are not deleted, in order, or a gap that is told. */
export function checkTornadoWalks(history: History, reference: Reference): Violation[] {
  return history.tornadoPolls.flatMap((poll) => {
    const { outcome, client, askedAt, room, cursor } = poll;
    const found: Violation[] = [];
    const tell = (kind: Kind, what: string): void => {
      found.push({ kind, what: `${client} at ${Math.round(askedAt)}: ${room} after ${cursor} ${what}` });
    };
    if (outcome.kind === 'refused' && outcome.status !== 503)
      tell('refused', `${outcome.status} ${outcome.code}`);
    if (outcome.kind === 'over') checkOver(poll, outcome.cursor, reference, tell);
    if (outcome.kind === 'messages') checkMessages(poll, outcome, reference, tell);
    return found;
  });
}

type Tell = (kind: Kind, what: string) => void;

/** Where the cursor lies; undefined if no message has this id. */
export function seqOfCursor({ cursor }: TornadoPoll, reference: Reference): number | undefined {
  return cursor === FROM_BEGINNING ? 0 : reference.message(cursor)?.entry.seq;
}

function checkOver(poll: TornadoPoll, cursor: string, reference: Reference, tell: Tell): void {
  if (cursor !== poll.cursor) tell('cursor', `was told the cursor ${cursor}`);
  const start = seqOfCursor(poll, reference);
  if (start !== undefined) checkEnd(poll, start, reference, tell);
}

function checkMessages(
  poll: TornadoPoll,
  { messages, gap }: { messages: Shown[]; gap: boolean },
  reference: Reference,
  tell: Tell,
): void {
  const start = seqOfCursor(poll, reference);
  const [first] = messages;
  if (!first) tell('cursor', 'has an empty list');
  if (start === undefined || !first) return;
  checkSeqs(poll, messages, start, tell);
  if (gap) checkGap(poll, start, reference, tell);
  const from = gap ? first.seq - 1 : start;
  const given = new Set(messages.map(({ seq }) => seq));
  const last = Math.max(...given);
  for (const place of messagesBetween(poll.room, from, last, reference)) {
    if (!given.has(place.entry.seq) && !mayBeDeleted(place, poll, reference))
      tell('skip', `leaves out ${place.entry.seq}`);
  }
  checkEnd(poll, last, reference, tell);
}

function checkSeqs({ room }: TornadoPoll, messages: readonly Shown[], start: number, tell: Tell): void {
  let at = start;
  for (const { seq, type, deleted, room: where } of messages) {
    if (deleted) tell('deleted', `shows ${seq}, deleted`);
    if (where !== room || type !== 'message') tell('cursor', `shows ${type} ${seq} of ${where}`);
    if (seq <= at) tell(seq < at && at > start ? 'order' : 'duplicate', `gives ${seq} after ${at}`);
    at = Math.max(at, seq);
  }
}

/** A cursor is known while fewer messages than the buffer holds come after it. */
function checkGap(poll: TornadoPoll, start: number, reference: Reference, tell: Tell): void {
  const newest = newestBefore(reference, poll.room, poll.endedAt);
  const after = [...messagesBetween(poll.room, start, newest, reference)].length;
  if (after < reference.history.bufferSize)
    tell('skip', `has a gap, and ${after} messages follow at ${start}`);
}

/** The answer to a poll contains everything known before the poll was sent. */
function checkEnd(poll: TornadoPoll, end: number, reference: Reference, tell: Tell): void {
  for (const place of messagesBetween(poll.room, end, Infinity, reference)) {
    if (mayBeDeleted(place, poll, reference)) continue;
    const knownAt = place.knownAt ?? Infinity;
    if (reference.behind.isTooFar(knownAt, poll.askedAt))
      tell('stale', `ends at ${end}; ${place.entry.seq} was known at ${Math.round(knownAt)}`);
    return;
  }
}

/** Messages of the final log with seqs after one and up to another. */
export function* messagesBetween(
  room: string,
  after: number,
  to: number,
  reference: Reference,
): Generator<Place> {
  const end = Math.min(to, reference.length(room));
  for (let seq = after + 1; seq <= end; seq++) {
    const place = reference.place(room, seq);
    if (place?.entry.type === 'message') yield place;
  }
}

function mayBeDeleted({ entry }: Place, { endedAt }: TornadoPoll, reference: Reference): boolean {
  const deletion = reference.deletionOf(entry.id);
  return deletion !== undefined && (deletion.sentAt ?? 0) <= endedAt;
}
