import type { History, Shown } from '../history.js';

/** An entry, and the question whose answer showed it. */
export interface Sighting {
  shown: Shown;
  client: string;
  askedAt: number;
  endedAt: number;
  /** By a poll; otherwise by reading the log. */
  isPolled: boolean;
}

/** Everything that any client was shown by asking; what the senders were answered is not among it. */
export function* sightings(history: History): Generator<Sighting> {
  for (const { outcome, client, askedAt, endedAt } of history.polls) {
    if (outcome.kind !== 'events') continue;
    for (const shown of outcome.events) yield { shown, client, askedAt, endedAt, isPolled: true };
  }
  for (const { outcome, client, askedAt, endedAt } of history.tornadoPolls) {
    if (outcome.kind !== 'messages') continue;
    for (const shown of outcome.messages) yield { shown, client, askedAt, endedAt, isPolled: true };
  }
  for (const { outcome, client, askedAt, endedAt } of history.readings) {
    if (outcome.kind !== 'entries') continue;
    for (const shown of outcome.entries) yield { shown, client, askedAt, endedAt, isPolled: false };
  }
}
