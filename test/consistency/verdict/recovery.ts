import type { Fault, History, Poll, TornadoPoll } from '../history.js';
import type { Deadlines, Violation } from './violation.js';

/** A poll counts as held at a SIGTERM if it was asked so long before, in milliseconds. */
export const HELD_MS = 1_000;

/** A node that ends is ready again in time; one that stops answers what it holds and exits with 0. */
export function checkRecovery(history: History, deadlines: Deadlines): Violation[] {
  return history.faults.flatMap((fault) => {
    const found: Violation[] = [];
    const ms = recoveryMs(fault);
    if (ms > deadlines.recoveryMs)
      found.push({ kind: 'recovery', what: `${nameOf(fault)}: ready after ${Math.round(ms)} ms` });
    if (fault.kind === 'SIGTERM') found.push(...stopping(fault, history, deadlines.drainMs));
    return found;
  });
}

export function recoveryMs({ overAt, readyAt }: Fault): number {
  return readyAt - overAt;
}

function stopping(fault: Fault, history: History, drainMs: number): Violation[] {
  const found: Violation[] = [];
  const tell = (what: string): void => {
    found.push({ kind: 'unanswered', what: `${nameOf(fault)}: ${what}` });
  };
  if (fault.exitCode !== 0) tell(`ended with ${fault.exitCode}`);
  for (const { client, outcome, endedAt } of heldAt(fault, history)) {
    if (outcome.kind === 'none') tell(`the poll of ${client} was not answered: ${outcome.why}`);
    // Of several nodes only one stops, and nothing tells which of them holds a poll.
    else if (history.nodes === 1 && endedAt > fault.at + drainMs)
      tell(`the poll of ${client} was answered after ${Math.round(endedAt - fault.at)} ms`);
  }
  return found;
}

/** Polls that the server held when the fault came. */
export function heldAt({ at }: Fault, { polls, tornadoPolls }: History): (Poll | TornadoPoll)[] {
  return [...polls, ...tornadoPolls].filter(
    (poll) => poll.way === 'direct' && poll.askedAt < at - HELD_MS && poll.endedAt >= at,
  );
}

function nameOf({ kind, at }: Fault): string {
  return `${kind} at ${Math.round(at)}`;
}
