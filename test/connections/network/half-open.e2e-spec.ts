import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Crowd, pollText } from '../../support/crowd.js';
import { held } from '../../support/holding.js';
import { RemoteNetwork } from '../../support/remote-network.js';
import { type ServerProcess, startServer } from '../../support/server-process.js';
import { type TestApp, startApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';
import { Visitor } from '../../support/visitor.js';

const HOLD_MS = 3000;
const NEVER = 600_000;
/** Longer than the promised time. */
const GIVE_UP_MS = 30_000;

const closing: (() => Promise<unknown> | void)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

let network: RemoteNetwork;
let crowd: Crowd;
let program: ServerProcess;
let prober: TestApp;
let ann: Visitor;
let vanishedAt: number;

const portOf = ({ url }: { url: string }): number => Number(new URL(url).port);

/** Resolves when so few connections of the remote are left; answers how long after it vanished that was. */
async function left(server: { url: string }, count: number): Promise<number> {
  await until(() => network.connectionsAt(portOf(server)) <= count, 'the freeing', GIVE_UP_MS);
  return performance.now() - vanishedAt;
}

/** The remote has two connections to each server when it vanishes. */
beforeAll(async () => {
  network = new RemoteNetwork();
  closing.push(() => network.remove());
  crowd = Crowd.start(network);
  closing.push(() => crowd.stop());
  program = await startServer({ env: { HOST: '0.0.0.0', HOLD_MS: String(HOLD_MS) } });
  closing.push(() => program.kill());
  // Its clock stands still and it has no patience with silence.
  prober = await startApp({}, { host: network.hereAddress, probeAfterMs: 1000, keepAliveMs: NEVER });
  closing.push(() => prober.close());

  ann = await Visitor.at(program.url);
  const there = `http://${network.hereAddress}:${portOf(program)}`;
  await crowd.come(there, pollText(ann, { room: 'silent' }), 1);
  await crowd.come(there, pollText(ann, { room: 'answered' }), 1);
  await crowd.come(prober.url, pollText(await Visitor.at(prober.url)), 1);
  await crowd.come(prober.url, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n', 1, 'first');
  await held(prober, 1);
  for (const server of [program, prober])
    await until(() => network.connectionsAt(portOf(server)) === 2, 'both connections');
  network.vanish();
  vanishedAt = performance.now();
});

describe('a client that vanished silently', () => {
  it('has its connection freed within hold + 10 s, whether it was answered just then or held', async () => {
    // Its answer is written into the void.
    await ann.send('where are you?', { room: 'answered' });
    const afterAnswer = await left(program, 1);
    const afterHold = await left(program, 0);
    expect(afterAnswer).toBeLessThan(HOLD_MS + 10_000);
    expect(afterHold).toBeLessThan(HOLD_MS + 10_000);
    process.stdout.write(
      `vanished: freed ${(afterAnswer / 1000).toFixed(1)} s after an answer, ` +
        `${(afterHold / 1000).toFixed(1)} s into a hold of ${HOLD_MS / 1000} s\n`,
    );
    await ann.send('served as ever');
  });

  it('is noticed even if nothing is sent to it: in a longer hold, and in a proxy’s pool', async () => {
    const seconds = (await left(prober, 0)) / 1000;
    await held(prober, 0);
    // Premise: of four answers only that which came before reached it.
    expect((await crowd.leave()).answered).toBe(1);
    process.stdout.write(`vanished: noticed after ${seconds.toFixed(1)} s, probed after 1 s of silence\n`);
  });
});
