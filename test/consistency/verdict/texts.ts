import type { History } from '../history.js';
import type { Violation } from './violation.js';

/** The word of a text that no other text of the run has. */
const TOKEN = /text-[\w-]+/g;

/** Nothing deleted is served at the end. */
export function checkTexts(history: History): Violation[] {
  const gone = deletedTokens(history);
  const found: Violation[] = [];
  for (const { what, text } of history.texts) {
    for (const [token] of text.matchAll(TOKEN)) {
      const id = gone.get(token);
      if (id !== undefined) found.push({ kind: 'deleted', what: `${what} has ${token} of ${id}` });
    }
  }
  return found;
}

/** By the word: the id of the message that said it, of those that are deleted in the end. */
export function deletedTokens({ logs, writes }: History): Map<string, string> {
  const deleted = new Set<string>();
  for (const log of logs.values()) for (const { type, id } of log) if (type === 'deletion') deleted.add(id);
  const tokens = new Map<string, string>();
  for (const write of writes) {
    const id = write.target ?? idOf(write);
    if (id === undefined || !deleted.has(id)) continue;
    for (const [token] of write.body.matchAll(TOKEN)) tokens.set(token, id);
  }
  return tokens;
}

function idOf({ attempts }: History['writes'][number]): string | undefined {
  for (const { outcome } of attempts) if (outcome.kind === 'stored') return outcome.shown.id;
  return undefined;
}
