import { expect } from 'vitest';
import { FROM_BEGINNING } from '../support/programs.js';
import type { Form, TornadoMessage, Visitor } from '../support/visitor.js';

/** Posts, and expects to be told within five seconds that the storage is not available, and when to try again. */
export async function expectRefusal(visitor: Visitor, form: Form): Promise<void> {
  for (const path of ['/a/message/new', '/api/rooms/lobby/messages']) {
    const sentAt = performance.now();
    const answer = await visitor.post(path, form);
    expect(performance.now() - sentAt).toBeLessThan(5000);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(await answer.json()).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  }
}

/** Pages, earlier messages and the health check work as if nothing had happened. */
export async function expectReadingToGoOn(visitor: Visitor, known: TornadoMessage): Promise<void> {
  for (const path of ['/room?room=elsewhere', '/healthz'])
    expect((await visitor.get(path)).status, path).toBe(200);
  expect(await (await visitor.get('/')).text()).toContain(`id="m${known.id}"`);
  const { messages = [] } = await visitor.poll({ cursor: FROM_BEGINNING });
  expect(messages.map(({ id }) => id)).toContain(known.id);
  const entries = await visitor.get('/api/rooms/lobby/entries');
  expect(await entries.text()).toContain(known.id);
}

/** Begins a poll of each surface after a message; answers the ids of the messages that the two are answered. */
export async function heldPolls(visitor: Visitor, { id, seq }: TornadoMessage): Promise<string[]> {
  const [{ messages = [] }, updates] = await Promise.all([
    visitor.poll({ cursor: id, wait: '50' }),
    visitor.get(`/api/updates?after=lobby:${seq}&wait=50`),
  ]);
  const { events } = (await updates.json()) as { events: { message: TornadoMessage }[] };
  return [...messages, ...events.map(({ message }) => message)].map((message) => message.id);
}
