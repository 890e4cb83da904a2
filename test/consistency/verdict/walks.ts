import type { Gap, History, Poll, Shown, Updates } from '../history.js';
import { newestBefore } from './newest.js';
import type { Reference } from './reference.js';
import type { Kind, Violation } from './violation.js';

/** The walks of the REST surface, poll by poll: what each answer gives of each room lies right after the position. */
export function checkWalks(history: History, reference: Reference): Violation[] {
  return history.polls.flatMap((poll) => checkPoll(poll, reference));
}

function checkPoll(poll: Poll, reference: Reference): Violation[] {
  const { outcome } = poll;
  if (outcome.kind === 'none') return [];
  if (outcome.kind === 'refused') return refusal(poll, outcome.status, outcome.code);
  const found: Violation[] = [];
  const strangers = [...outcome.events, ...outcome.gaps].filter(({ room }) => !(room in poll.after));
  for (const { room } of strangers) found.push(told(poll, room, 'cursor', 'was not asked for'));
  for (const room of outcome.closed) found.push(told(poll, room, 'cursor', 'is said to be closed'));
  for (const [room, after] of Object.entries(poll.after)) {
    found.push(...checkRoom(poll, outcome, room, after, reference));
  }
  return found;
}

/** A position that a client came to is one that the log has; only a stopping node may refuse. */
function refusal(poll: Poll, status: number, code: string): Violation[] {
  if (status === 503) return [];
  const kind: Kind = status === 410 ? 'cursor' : 'refused';
  const where = JSON.stringify(poll.after);
  return [{ kind, what: `${poll.client} at ${Math.round(poll.askedAt)}: ${status} ${code} for ${where}` }];
}

function checkRoom(
  poll: Poll,
  updates: Updates,
  room: string,
  after: number,
  reference: Reference,
): Violation[] {
  const found: Violation[] = [];
  const gaps = updates.gaps.filter((gap) => gap.room === room);
  const [gap] = gaps;
  if (gaps.length > 1) found.push(told(poll, room, 'skip', `has ${gaps.length} gaps`));
  if (gap) found.push(...checkGap(poll, gap, after, reference));
  const events = updates.events.filter((event) => event.room === room);
  const start = gap ? gap.before - 1 : after;
  const stepped = steps(events, start, (kind, what) => told(poll, room, kind, what));
  return [...found, ...stepped, ...incomplete(poll, updates, room, events.at(-1)?.seq ?? start, reference)];
}

/** Each is the next one after the one before it. */
export function steps(
  events: readonly Shown[],
  start: number,
  tell: (kind: Kind, what: string) => Violation,
): Violation[] {
  const found: Violation[] = [];
  const seen = new Set<number>();
  let at = start;
  for (const { seq } of events) {
    if (seen.has(seq) || seq <= start) found.push(tell('duplicate', `gives ${seq} again, after ${start}`));
    else if (seq < at) found.push(tell('order', `gives ${seq} after ${at}`));
    else if (seq > at + 1) found.push(tell('skip', `goes from ${at} to ${seq}`));
    seen.add(seq);
    at = Math.max(at, seq);
  }
  return found;
}

function checkGap(poll: Poll, gap: Gap, after: number, reference: Reference): Violation[] {
  const { bufferSize } = reference.history;
  if (gap.after !== after || gap.before <= after + 1)
    return [told(poll, gap.room, 'cursor', `has the gap ${gap.after}…${gap.before} at ${after}`)];
  const newest = newestBefore(reference, gap.room, poll.endedAt);
  if (newest - after > bufferSize) return [];
  return [told(poll, gap.room, 'skip', `has a gap at ${after}, and ${newest} is the newest`)];
}

/** An answer that says there is no more contains everything known when it was requested. */
function incomplete(
  poll: Poll,
  { more, retryMs }: Updates,
  room: string,
  reached: number,
  reference: Reference,
): Violation[] {
  if (more || retryMs > 0) return [];
  const next = reference.place(room, reached + 1);
  if (!next?.knownAt || !reference.behind.isTooFar(next.knownAt, poll.askedAt)) return [];
  const known = `${reached + 1} was known at ${Math.round(next.knownAt)}`;
  return [told(poll, room, 'stale', `ends at ${reached} and says that it is all; ${known}`)];
}

function told(poll: Poll, room: string, kind: Kind, what: string): Violation {
  const position = poll.after[room];
  return { kind, what: `${poll.client} at ${Math.round(poll.askedAt)}: ${room} after ${position} ${what}` };
}
