import type { TestApp } from './test-app.js';
import { until } from './until.js';
import type { Form, Updates, Visitor } from './visitor.js';

/** Resolves when this many polls are held. */
export function held(server: TestApp, count: number): Promise<void> {
  return until(() => server.heldPolls.count === count, `${count} held`);
}

/** Starts a poll and resolves when it is held. */
export async function hold(
  server: TestApp,
  visitor: Visitor,
  form: Form,
  signal?: AbortSignal,
): Promise<{ answer: Promise<Updates> }> {
  const before = server.heldPolls.count;
  const answer = visitor.poll(form, signal);
  await held(server, before + 1);
  return { answer };
}
