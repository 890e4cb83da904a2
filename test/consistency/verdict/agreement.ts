import type { History, Shown } from '../history.js';
import type { Reference, State } from './reference.js';
import { type Sighting, sightings } from './sightings.js';
import type { Kind, Violation } from './violation.js';

/** What every client was shown against the final log: the same entry, in a state that it had and had still. */
export function checkAgreement(history: History, reference: Reference): Violation[] {
  const found: Violation[] = [];
  const epochs = new Set<string>();
  for (const { outcome } of history.polls) if (outcome.kind === 'events') epochs.add(outcome.epoch);
  if (epochs.size > 1) found.push({ kind: 'agreement', what: `epochs ${[...epochs].join(', ')}` });
  for (const sighting of sightings(history)) {
    const wrong = mistake(sighting, reference);
    if (!wrong) continue;
    const { shown, client, askedAt } = sighting;
    const what = `${client} at ${Math.round(askedAt)}: ${shown.type} ${shown.room} ${shown.seq} of ${shown.id} ${wrong[1]}`;
    found.push({ kind: wrong[0], what });
  }
  return found;
}

type Mistake = readonly [Kind, string] | undefined;

function mistake(sighting: Sighting, reference: Reference): Mistake {
  const { shown } = sighting;
  const entry = reference.place(shown.room, shown.seq)?.entry;
  if (!entry) return ['phantom', 'is not in the log'];
  return identity(shown, entry) ?? condition(sighting, reference);
}

function identity(shown: Shown, entry: Shown): Mistake {
  for (const field of ['id', 'type', 'messageSeq', 'authorId', 'at'] as const) {
    if (shown[field] !== entry[field])
      return ['agreement', `has ${field} ${shown[field]}, in the log ${entry[field]}`];
  }
  const clientIds = [shown.clientId, entry.clientId];
  if (!clientIds.includes(undefined) && clientIds[0] !== clientIds[1])
    return ['agreement', `has client_id ${clientIds.join(', in the log ')}`];
  if (!shown.htmlAgrees) return ['agreement', 'has HTML that says something else than its body'];
  return undefined;
}

function condition(sighting: Sighting, reference: Reference): Mistake {
  const { shown, endedAt } = sighting;
  const { id, deleted, type, body } = shown;
  if (type === 'deletion' && !deleted) return ['deleted', 'is a deletion that deletes nothing'];
  if (!deleted) return living(sighting, reference);
  if (body !== '') return ['deleted', 'is deleted and has a text'];
  const sentAt = reference.deletionOf(id)?.sentAt;
  return sentAt === undefined || sentAt > endedAt
    ? ['phantom', 'is deleted, which nobody asked for']
    : undefined;
}

/** Not deleted. */
function living(sighting: Sighting, reference: Reference): Mistake {
  const { shown } = sighting;
  const states = reference.states(shown.id);
  const said = saidIn(shown, states);
  if (!said) return ['agreement', `says what it did not say: ${shown.body.slice(0, 60)}`];
  const misplaced = shown.type === 'message' && (shown.changedSeq ?? said.seq) !== said.seq;
  if (misplaced) return ['agreement', `has changed_seq ${shown.changedSeq}, its text is of ${said.seq}`];
  return outdated(sighting, said, states, reference);
}

/** The state that is shown: an edit tells its own, a message the present one. */
function saidIn({ type, seq, body, changedSeq }: Shown, states: readonly State[]): State | undefined {
  if (type === 'edit') return states.find((state) => state.seq === seq && state.body === body);
  const said = states.find((state) => !state.deleted && state.body === body);
  // An edit that no client saw; its message shows it.
  return said ?? states.find((state) => state.body === undefined && state.seq === (changedSeq ?? state.seq));
}

function outdated(
  { shown: { room, type }, askedAt, isPolled }: Sighting,
  said: State,
  states: readonly State[],
  reference: Reference,
): Mistake {
  for (const later of states) {
    // An edit tells what it made of the message, also when others followed; a deletion takes that away.
    if (later.seq <= said.seq || (type === 'edit' && !later.deleted)) continue;
    const knownAt = reference.place(room, later.seq)?.knownAt ?? Infinity;
    if (knownAt >= askedAt) continue;
    if (later.deleted) return ['deleted', `is shown, deleted at ${Math.round(knownAt)}`];
    if (isPolled && !reference.behind.isTooFar(knownAt, askedAt)) continue;
    return ['stale', `is shown as of ${said.seq}, changed by ${later.seq} at ${Math.round(knownAt)}`];
  }
  return undefined;
}
