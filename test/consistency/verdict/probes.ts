import type { History, Probe } from '../history.js';
import type { Violation } from './violation.js';

/** What no client may get by with: each has one right answer, a refusal. */
export function checkProbes(history: History): Violation[] {
  return history.probes.flatMap((probe) => {
    const answered = answerTo(probe);
    if (answered === undefined || answered === `${probe.status} ${probe.code}`) return [];
    const what = `${probe.client} at ${Math.round(probe.askedAt)}: ${probe.what} was answered ${answered}`;
    return [{ kind: 'cursor', what }];
  });
}

/** Undefined if nothing was answered, or that the node is stopping. */
function answerTo({ outcome }: Probe): string | undefined {
  if (outcome.kind === 'none') return undefined;
  if (outcome.kind === 'taken') return 'as if it were right';
  return outcome.status === 503 ? undefined : `${outcome.status} ${outcome.code}`;
}
