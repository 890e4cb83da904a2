import type { History, Reading, Shown } from '../history.js';
import type { Reference } from './reference.js';
import type { Kind, Violation } from './violation.js';

/** Pages of a room's log: exactly what lies within the bounds, from the end that was asked for. */
export function checkReadings(history: History, reference: Reference): Violation[] {
  return history.readings.flatMap((reading) => {
    const { outcome, room, client, askedAt } = reading;
    if (outcome.kind === 'none' || (outcome.kind === 'refused' && outcome.status === 503)) return [];
    const found: Violation[] = [];
    const tell = (kind: Kind, what: string): void => {
      const bounds = `${reading.after}…${reading.before ?? ''}`;
      found.push({ kind, what: `${client} at ${Math.round(askedAt)}: ${room} ${bounds} ${what}` });
    };
    if (outcome.kind === 'refused') tell('refused', `${outcome.status} ${outcome.code}`);
    else checkPage(reading, outcome, reference, tell);
    return found;
  });
}

type Tell = (kind: Kind, what: string) => void;

function checkPage(
  reading: Reading,
  { entries, more }: { entries: Shown[]; more: boolean },
  reference: Reference,
  tell: Tell,
): void {
  const { room, after, before = Infinity, limit, order } = reading;
  if (entries.length > limit) tell('cursor', `has ${entries.length} entries, ${limit} were asked for`);
  if (entries.some((entry) => entry.room !== room || entry.seq <= after || entry.seq >= before))
    tell('cursor', 'has entries from outside');
  checkSteps(reading, entries, tell);
  const end = endOf(reading, entries);
  const next = order === 'oldest' ? end + 1 : end - 1;
  const inBounds = next > after && next < before;
  if (more) {
    if (entries.length === 0) tell('skip', 'has nothing and says that there is more');
    if (!inBounds || !reference.place(room, next)) tell('cursor', `says that there is more than ${end}`);
  } else if (inBounds && mustBeThere(reading, reference, next)) {
    const early = order === 'oldest' && before === Infinity ? 'stale' : 'skip';
    tell(early, `ends at ${end} and says that it is all`);
  }
}

function checkSteps({ order, after, before }: Reading, entries: readonly Shown[], tell: Tell): void {
  const [first] = entries;
  if (!first) return;
  const step = order === 'oldest' ? 1 : -1;
  const start = order === 'oldest' ? after + 1 : (before ?? first.seq + 1) - 1;
  if (first.seq !== start) tell('skip', `begins at ${first.seq}`);
  for (const [i, { seq }] of entries.entries()) {
    const previous = entries[i - 1]?.seq;
    if (previous === undefined || seq === previous + step) continue;
    if (seq === previous) tell('duplicate', `gives ${seq} twice`);
    else tell((seq - previous) * step > 0 ? 'skip' : 'order', `goes from ${previous} to ${seq}`);
  }
}

function endOf({ order, after, before }: Reading, entries: readonly Shown[]): number {
  const last = entries.at(-1)?.seq;
  return last ?? (order === 'oldest' ? after : (before ?? Infinity));
}

/** An entry below another is there if that one is; one at the end if it was known before. */
function mustBeThere({ room, order, askedAt }: Reading, reference: Reference, seq: number): boolean {
  if (order === 'newest') return seq > 0 && seq !== Infinity;
  return (reference.place(room, seq)?.knownAt ?? Infinity) < askedAt;
}
