import type { History, Poll, TornadoPoll } from '../history.js';
import type { Reference } from './reference.js';
import { messagesBetween, seqOfCursor } from './tornado-walks.js';
import { Undisturbed } from './undisturbed.js';
import type { Violation } from './violation.js';

/** How long a poll waits at least before it counts as held, in milliseconds. */
const HELD_MS = 100;

export interface WakeUps {
  violations: Violation[];
  /** Held polls that were answered because something came. */
  woken: number;
}

/** No lost wake-up: a poll is answered soon after there is something to answer, not with the end of its hold. */
export function checkWakeUps(history: History, reference: Reference, lateMs: number): WakeUps {
  const undisturbed = new Undisturbed(history);
  const found: WakeUps = { violations: [], woken: 0 };
  for (const poll of [...history.polls, ...history.tornadoPolls]) {
    if (poll.way !== 'direct' || poll.outcome.kind === 'refused') continue;
    const since = 'after' in poll ? readySince(poll, reference) : tornadoReadySince(poll, reference);
    if (since > poll.endedAt) continue;
    const ms = undisturbed.msBetween(Math.max(since, poll.askedAt), poll.endedAt);
    if (ms > lateMs) found.violations.push(late(poll, since, ms));
    else if (since > poll.askedAt + HELD_MS) found.woken++;
  }
  return found;
}

/** When the first entry after the positions was known. */
function readySince({ after }: Poll, reference: Reference): number {
  const times = Object.entries(after).map(([room, seq]) => reference.place(room, seq + 1)?.knownAt);
  return Math.min(...times.map((time) => time ?? Infinity));
}

/** When the first message after the cursor was known that is never deleted. */
function tornadoReadySince(poll: TornadoPoll, reference: Reference): number {
  const start = seqOfCursor(poll, reference);
  if (start === undefined) return Infinity;
  for (const { entry, knownAt } of messagesBetween(poll.room, start, Infinity, reference)) {
    if (!reference.deletionOf(entry.id)) return knownAt ?? Infinity;
  }
  return Infinity;
}

function late(poll: Poll | TornadoPoll, since: number, ms: number): Violation {
  const where = JSON.stringify('after' in poll ? poll.after : [poll.room, poll.cursor]);
  const held = `held from ${Math.round(poll.askedAt)} to ${Math.round(poll.endedAt)} at ${where}`;
  const what = `${poll.client}: ${held}, known at ${Math.round(since)}: ${Math.round(ms)} ms`;
  return { kind: 'late', what };
}
