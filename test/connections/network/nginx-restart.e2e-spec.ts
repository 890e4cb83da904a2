import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startNginx } from '../../support/nginx.js';
import { FROM_BEGINNING, killAfterEach, start } from '../../support/programs.js';
import { type TornadoMessage, Visitor } from '../../support/visitor.js';

const RETRY_MS = 200;

killAfterEach();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Polls from the beginning, again after every failure, until it has been told so much. */
async function hear(visitor: Visitor, count: number): Promise<{ bodies: string[]; failures: number }> {
  const bodies: string[] = [];
  let cursor = FROM_BEGINNING;
  let failures = 0;
  while (bodies.length < count) {
    const told: TornadoMessage[] | undefined = await visitor.poll({ cursor }).then(
      ({ messages = [] }) => messages,
      () => undefined,
    );
    if (told === undefined) {
      failures++;
      await setTimeout(RETRY_MS);
    }
    for (const { id, body } of told ?? []) {
      bodies.push(body);
      cursor = id;
    }
  }
  return { bodies, failures };
}

/** Sends it, again after every failure, until it has been answered that it is stored. */
async function say(visitor: Visitor, body: string): Promise<void> {
  for (;;) {
    const { status } = await visitor.post('/a/message/new', { body, client_id: body });
    if (status === 200) return;
    await setTimeout(RETRY_MS);
  }
}

describe('a restart behind nginx', () => {
  it('loses and repeats nothing', async () => {
    const settings = { LIMITS: 'off', LOG_LEVEL: 'warn', BUFFER_SIZE: '1000' };
    const before = await start(settings);
    const nginx = await startNginx({ upstream: before.url });
    closing.push(() => nginx.stop());
    const [ann, ...others] = await Promise.all([1, 2, 3, 4].map(() => Visitor.at(nginx.url)));
    const said = Array.from({ length: 60 }, (_, i) => `m${i}`);
    const hearing = others.map((visitor) => hear(visitor, said.length));
    const sayAll = async (bodies: string[]): Promise<void> => {
      for (const body of bodies) await say(ann as Visitor, body);
    };
    await sayAll(said.slice(0, 20));
    const restart = async (): Promise<void> => {
      await before.stop();
      await start({ ...settings, DATA_DIR: before.dataDir, PORT: new URL(before.url).port });
    };
    await Promise.all([restart(), sayAll(said.slice(20))]);
    const heard = await Promise.all(hearing);
    for (const { bodies } of heard) expect(bodies).toEqual(said);
    // Premise: it was away for them, too.
    expect(heard.some(({ failures }) => failures > 0)).toBe(true);
  });
});
