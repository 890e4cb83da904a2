import type { Attempt, History, Shown, Write } from '../history.js';
import { type Reference, seqStored } from './reference.js';
import type { Violation } from './violation.js';

/** What may be answered to a write that is in order: come back later. */
const LATER = new Set([503]);

/** What senders were told: stored is stored, in the place that the answer names, once, and as it was sent. */
export function checkWrites(history: History, reference: Reference): Violation[] {
  return history.writes.flatMap((write) => [...refusals(write), ...outcome(write, reference)]);
}

function refusals(write: Write): Violation[] {
  const found: Violation[] = [];
  for (const { outcome: answer, endedAt } of write.attempts) {
    if (answer.kind !== 'refused' || LATER.has(answer.status)) continue;
    const what = `${nameOf(write)}: ${answer.status} ${answer.code} at ${Math.round(endedAt)}`;
    found.push({ kind: 'refused', what });
  }
  return found;
}

function outcome(write: Write, reference: Reference): Violation[] {
  const found: Violation[] = [];
  let first: Shown | undefined;
  for (const { outcome: answer } of write.attempts) {
    if (answer.kind !== 'stored') continue;
    first ??= answer.shown;
    found.push(...inPlace(write, answer.shown, reference), ...sameAnswer(write, first, answer.shown));
    found.push(...asSent(write, answer.shown), ...authorOf(write, answer.shown));
  }
  return [...found, ...marks(write)];
}

function inPlace(write: Write, shown: Shown, reference: Reference): Violation[] {
  const seq = seqStored(write, shown);
  const entry = seq === undefined ? undefined : reference.place(write.room, seq)?.entry;
  if (entry?.id === shown.id && entry.type === write.action) return [];
  const there = entry ? `there is ${entry.type} of ${entry.id}` : 'there is nothing';
  return [{ kind: 'lost', what: `${nameOf(write)}: answered as ${shown.id} at seq ${seq}, where ${there}` }];
}

function sameAnswer(write: Write, first: Shown, shown: Shown): Violation[] {
  if (shown.id === first.id && seqStored(write, shown) === seqStored(write, first)) return [];
  const what = `${nameOf(write)}: answered as ${first.id} at ${seqStored(write, first)}, then as ${shown.id} at ${seqStored(write, shown)}`;
  return [{ kind: 'duplicate', what }];
}

/** The answer shows what was sent, or a later state of it. */
function asSent(write: Write, shown: Shown): Violation[] {
  const changed = write.action === 'message' && shown.changedSeq !== shown.seq;
  const right = write.action === 'deletion' ? shown.deleted : changed || shown.body === write.body;
  const blank = !shown.deleted || (shown.body === '' && shown.htmlAgrees);
  if (right && blank && shown.room === write.room) return [];
  return [{ kind: 'agreement', what: `${nameOf(write)}: answered ${JSON.stringify(shown)}` }];
}

function authorOf(write: Write, shown: Shown): Violation[] {
  if (write.authorId === undefined || write.authorId === shown.authorId) return [];
  return [{ kind: 'agreement', what: `${nameOf(write)}: by ${shown.authorId}, sent by ${write.authorId}` }];
}

/** The first answer to a message that was sent once is none to a repeat; one that follows an answer is. */
function marks(write: Write): Violation[] {
  if (write.action !== 'message') return [];
  const found: Violation[] = [];
  let answered = false;
  for (const [i, { outcome: answer }] of write.attempts.entries()) {
    if (answer.kind !== 'stored') continue;
    const wrong = answered ? !answer.replayed : i === 0 && answer.replayed;
    if (wrong) {
      const what = `${nameOf(write)}: answer ${i + 1} is ${answer.replayed ? '' : 'not '}marked as a replay`;
      found.push({ kind: 'duplicate', what });
    }
    answered = true;
  }
  return found;
}

export function nameOf({ client, action, room, clientId, target }: Write): string {
  return `${client}: ${action} ${clientId ?? target} in ${room}`;
}

/** The first attempt that was answered 2xx. */
export function firstAnswered({ attempts }: Write): Attempt | undefined {
  return attempts.find(({ outcome: answer }) => answer.kind === 'stored');
}
