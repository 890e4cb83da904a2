import type { History, Shown } from '../history.js';
import type { Reference } from './reference.js';
import type { Violation } from './violation.js';

/** The final logs alone: dense, no duplicates, nothing that was not sent. */
export function checkLogs(history: History, reference: Reference): Violation[] {
  const found: Violation[] = [];
  for (const [room, log] of history.logs) {
    found.push(...dense(room, log), ...sentByNobody(reference, room, log));
  }
  const entries = [...history.logs.values()].flat();
  found.push(...storedTwice(entries), ...changedTooOften(history, entries));
  return found;
}

function dense(room: string, log: readonly Shown[]): Violation[] {
  const wrong = log.findIndex(({ seq }, i) => seq !== i + 1);
  if (wrong < 0) return [];
  return [{ kind: 'order', what: `${room}: entry ${wrong + 1} of the log has seq ${log[wrong]?.seq}` }];
}

function sentByNobody(reference: Reference, room: string, log: readonly Shown[]): Violation[] {
  const found: Violation[] = [];
  for (const { type, seq, id, deleted } of log) {
    const write = reference.place(room, seq)?.write;
    // A deletion removes the texts of edits too, perhaps before any client saw them.
    if (write ? write.room !== room : !(type === 'edit' && deleted))
      found.push({ kind: 'phantom', what: `${room} ${seq}: ${type} of ${id} was never sent there` });
  }
  return found;
}

function storedTwice(entries: readonly Shown[]): Violation[] {
  const found: Violation[] = [];
  const seen = new Set<string>();
  for (const { type, room, seq, id, clientId } of entries) {
    if (type !== 'message') continue;
    for (const name of [`id ${id}`, ...(clientId === undefined ? [] : [`client_id ${clientId}`])]) {
      if (seen.has(name)) found.push({ kind: 'duplicate', what: `${room} ${seq}: ${name} is there before` });
      seen.add(name);
    }
  }
  return found;
}

/** Each edit and each deletion is there at most once; the texts of edits of deleted messages are gone, so they are counted. */
function changedTooOften(history: History, entries: readonly Shown[]): Violation[] {
  const allowed = new Map<string, number>();
  for (const { action, target } of history.writes) count(allowed, `${action} of ${target}`);
  const stored = new Map<string, number>();
  const found: Violation[] = [];
  for (const { type, room, seq, id } of entries) {
    if (type === 'message') continue;
    const name = `${type} of ${id}`;
    const times = count(stored, name);
    // Entries that were never sent are reported as phantoms.
    if (times > (allowed.get(name) ?? times))
      found.push({ kind: 'duplicate', what: `${room} ${seq}: ${name} is there ${times} times` });
  }
  return found;
}

function count(counts: Map<string, number>, name: string): number {
  const now = (counts.get(name) ?? 0) + 1;
  counts.set(name, now);
  return now;
}
