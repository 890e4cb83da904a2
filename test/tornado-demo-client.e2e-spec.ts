import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Schedule, DemoClient } from './support/demo-client.js';
import { HeldTimers } from './support/held-timers.js';
import { type TestApp, startApp } from './support/test-app.js';
import { until } from './support/until.js';

const PAST_THE_HOLD_MS = 25_001;
const soon: Schedule = (run) => void setImmediate(run);

let server: TestApp;
let clients: DemoClient[];

beforeEach(async () => {
  server = await startApp();
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  await server.close();
});

function demo(schedule: Schedule, options: { room?: string; emptyFields?: boolean } = {}): DemoClient {
  const client = new DemoClient(server.url, schedule, options);
  clients.push(client);
  return client;
}

const held = (count: number): Promise<void> => until(() => server.heldPolls.count === count, `${count} held`);

/** Ends the hold of every poll. */
async function endHolds(client: DemoClient): Promise<void> {
  const answered = client.answers.length;
  server.clock.advance(PAST_THE_HOLD_MS);
  await until(() => client.answers.length > answered, 'the end of the hold');
}

const kinds = [
  { kind: 'the chat demo', options: {} },
  { kind: 'the chat demo with empty fields', options: { emptyFields: true } },
  { kind: 'its variant with rooms', options: { room: '42' } },
];

describe.each(kinds)('the client of $kind', ({ options }) => {
  it('shows the same messages as another, once and in one order', async () => {
    const [ann, bob] = [demo(soon, options), demo(soon, options)];
    await Promise.all([ann.open(), bob.open()]);
    await held(2);
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) {
      const sender = i % 2 === 0 ? ann : bob;
      ids.push((await sender.newMessage(`message ${i} & more = +1%`)).id);
      await until(() => ann.inbox.length === i + 1 && bob.inbox.length === i + 1);
    }
    await held(2);
    expect(ann.inbox).toEqual(ids);
    expect(bob.inbox).toEqual(ids);
    expect([ann.cursor, bob.cursor]).toEqual([ids.at(-1), ids.at(-1)]);
    expect([ann.sleeps, bob.sleeps]).toEqual([[], []]);
  });

  it('loses nothing that was sent between the idle end of a hold and its next poll', async () => {
    const timers = new HeldTimers();
    const [ann, bob] = [demo(soon, options), demo(timers.schedule, options)];
    await Promise.all([ann.open(), bob.open()]);
    await held(2);
    await endHolds(bob);
    // Premise: Bob has heard nothing, stands nowhere and does not poll.
    expect(parsed(bob.answers)).toEqual([{ cursor: '00000000-0000-0000-0000-000000000000' }]);
    expect([bob.cursor, bob.errorSleepTime, timers.delays]).toEqual([null, 500, [0]]);
    await held(1);
    const { id } = await ann.newMessage('while Bob looked away');
    expect(bob.inbox).toEqual([]);
    timers.runAll();
    await until(() => bob.inbox.length > 0);
    expect([bob.inbox, bob.skipped, bob.cursor]).toEqual([[id], [], id]);
  });

  it('loses nothing with a cursor over two idle holds', async () => {
    const timers = new HeldTimers();
    const [ann, bob] = [demo(soon, options), demo(timers.schedule, options)];
    await Promise.all([ann.open(), bob.open()]);
    await held(2);
    const first = await ann.newMessage('first');
    await until(() => bob.inbox.length === 1);
    for (let i = 0; i < 2; i++) {
      timers.runAll();
      await held(2);
      await endHolds(bob);
      await held(1);
      expect(parsed(bob.answers.slice(-1))).toEqual([{ cursor: first.id }]);
    }
    const second = await ann.newMessage('second');
    timers.runAll();
    await until(() => bob.inbox.length === 2);
    expect([bob.inbox, bob.skipped]).toEqual([[first.id, second.id], []]);
  });
});

describe('the client of the chat demo', () => {
  it('skips what the page has already shown', async () => {
    const [ann, bob] = [demo(soon), demo(new HeldTimers().schedule)];
    await ann.open();
    const { id } = await ann.newMessage('before Bob came');
    await until(() => ann.cursor === id);
    await bob.open();
    await held(2);
    bob.close();
    expect(bob.inbox).toEqual([id]);
    // Ann sees her own message in the answer to the send and again in the poll.
    expect([ann.inbox, ann.skipped]).toEqual([[id], [id]]);
  });

  it('finds the token, and nothing else of ours, in the cookies that scripts may read', async () => {
    const ann = demo(new HeldTimers().schedule);
    await ann.open();
    expect(ann.documentCookie).toMatch(/^_xsrf=[\w-]+$/);
    expect(new RegExp('\\b_xsrf=([^;]*)\\b').exec(ann.documentCookie)?.[0]).toBe(ann.documentCookie);
  });

  it('keeps its rooms separate', async () => {
    const [one, two] = [demo(soon, { room: '1' }), demo(soon, { room: '2' })];
    await Promise.all([one.open(), two.open()]);
    await held(2);
    await one.newMessage('for one');
    const { id } = await two.newMessage('for two');
    await until(() => two.cursor === id);
    expect(two.inbox).toEqual([id]);
    expect(one.inbox).toHaveLength(1);
  });
});

describe('when the server stops', () => {
  it('the clients back off, return to the restarted server, and lose nothing', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'linger-'));
    await server.close();
    server = await startApp({ DATA_DIR: dataDir });
    const timers = new HeldTimers();
    const [ann, bob] = [demo(soon), demo(timers.schedule)];
    await Promise.all([ann.open(), bob.open()]);
    await held(2);
    const first = await ann.newMessage('before');
    await until(() => bob.inbox.length === 1 && ann.cursor === first.id);
    ann.close();
    await server.close();
    for (let i = 1; i <= 3; i++) {
      timers.runAll();
      await until(() => bob.sleeps.length === i);
    }
    expect(bob.sleeps).toEqual([1000, 2000, 4000]);

    server = await startApp({ DATA_DIR: dataDir });
    const carl = demo(soon);
    await carl.open();
    const second = await carl.newMessage('after');
    bob.url = server.url;
    expect(timers.delays).toEqual([4000]);
    timers.runAll();
    await until(() => bob.inbox.length === 2);
    expect(bob.inbox).toEqual([first.id, second.id]);
    expect([bob.skipped, bob.errorSleepTime]).toEqual([[], 500]);
  });
});

function parsed(answers: string[]): unknown[] {
  return answers.map((text) => JSON.parse(text) as unknown);
}
