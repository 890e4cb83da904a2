import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type Socket, connect } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { Crowd, pollText } from '../support/crowd.js';
import { FROM_BEGINNING, killAfterEach, start } from '../support/programs.js';
import type { ServerProcess } from '../support/server-process.js';
import { type TestApp, type TestAppOptions, startApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const NEVER = 600_000;
const LONG = '長'.repeat(100_000);
const MESSAGES = 12;
/** Bodies and HTML: several times what the kernel buffers for a client that does not read. */
const ANSWER_BYTES = MESSAGES * Buffer.byteLength(LONG) * 2;
const SETTINGS = { LIMITS: 'off', MAX_BODY_CHARS: String(LONG.length) };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
killAfterEach();

async function visitorWithMuch(url: string): Promise<Visitor> {
  const ann = await Visitor.at(url);
  for (let i = 0; i < MESSAGES; i++) await ann.send(LONG);
  return ann;
}

/** A server with a room of so much, and what asks for all of it. */
async function serverWithMuch(limits: TestAppOptions) {
  const server = await startApp(SETTINGS, { sweepMs: 20, ...limits });
  closing.push(() => server.close());
  const ann = await visitorWithMuch(server.url);
  return { server, ann, request: pollText(ann, { cursor: FROM_BEGINNING }) };
}

/** Connections that the server has. */
function connectionsOf({ app }: TestApp): Promise<number> {
  const server: Server = app.getHttpServer();
  return promisify((done: (error: Error | null, count: number) => void) => server.getConnections(done))();
}

/** Asks, and reads nothing until told. */
async function ask(url: string, request: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').pause();
  closing.push(async () => void socket.destroy());
  // Being cut off is what some come for.
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  socket.write(request);
  return socket;
}

/** Takes a little now and again; answers the bytes taken until it has all, or is cut off. */
async function readSlowly(socket: Socket, bytes: number, everyMs: number): Promise<number> {
  let taken = 0;
  const timer = setInterval(() => {
    const chunk = socket.read(Math.min(bytes, socket.readableLength)) as Buffer | null;
    taken += chunk?.length ?? 0;
  }, everyMs);
  await until(() => taken >= ANSWER_BYTES || socket.destroyed, 'the end of the answer').finally(() =>
    clearInterval(timer),
  );
  return taken;
}

describe('R3: a client that asks for much and', () => {
  it('reads nothing is cut off', async () => {
    const { server, ann, request } = await serverWithMuch({ stallMs: 300, drainMs: NEVER });
    const others = await connectionsOf(server);
    const socket = await ask(server.url, request);
    await until(async () => (await connectionsOf(server)) > others, 'the request');
    await until(async () => (await connectionsOf(server)) <= others, 'the cut');
    await once(socket.resume(), 'close');
    expect(socket.bytesRead).toBeLessThan(ANSWER_BYTES);
    await ann.send('served as ever');
  });

  it('reads a little at a time is cut off when it takes too long', async () => {
    const { server, request } = await serverWithMuch({ stallMs: NEVER, drainMs: 1000 });
    const socket = await ask(server.url, request);
    expect(await readSlowly(socket, 10_000, 20)).toBeLessThan(ANSWER_BYTES);
  });

  it('reads slowly and steadily gets all of it', async () => {
    const { server, request } = await serverWithMuch({ stallMs: 1000, drainMs: NEVER });
    const socket = await ask(server.url, request);
    const startedAt = performance.now();
    expect(await readSlowly(socket, 100_000, 40)).toBeGreaterThanOrEqual(ANSWER_BYTES);
    // Premise: a reader that takes nothing would have been cut off by now.
    expect(performance.now() - startedAt).toBeGreaterThan(1500);
  });

  it('goes away in the middle of it leaves nothing behind', async () => {
    const { server, request } = await serverWithMuch({ stallMs: NEVER, drainMs: NEVER });
    const others = await connectionsOf(server);
    const socket = await ask(server.url, request);
    await once(socket, 'readable');
    expect(await connectionsOf(server)).toBeGreaterThan(others);
    socket.destroy();
    await until(async () => (await connectionsOf(server)) <= others, 'the descriptor');
  });
});

/** Resident memory in megabytes. */
function megabytesOf({ pid }: ServerProcess): number {
  const [, kilobytes] = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1000;
}

describe('R3: a hundred clients that ask for much and read nothing', () => {
  it('cost only a part of it in memory, while others are served', async () => {
    // With such a small heap, garbage is collected soon.
    const settings = { ...SETTINGS, LOG_LEVEL: 'warn', NODE_OPTIONS: '--max-old-space-size=320' };
    const server = await start(settings);
    const ann = await visitorWithMuch(server.url);
    const bob = await Visitor.at(server.url);
    const before = megabytesOf(server);
    const crowd = Crowd.start();
    closing.push(() => crowd.stop());
    await crowd.come(server.url, pollText(ann, { cursor: FROM_BEGINNING }), 100, 'none');
    let most = 0;
    let slowestMs = 0;
    // Each is answered after earlier ones, and is on the disk.
    for (let i = 1; i <= 20; i++) {
      const startedAt = performance.now();
      await ann.send(`${i}`, { room: 'other' });
      expect((await bob.poll({ room: 'other', cursor: FROM_BEGINNING })).messages).toHaveLength(i);
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      most = Math.max(most, megabytesOf(server));
    }
    expect(server.logs()).toContain('slow readers cut');
    const grown = most - before;
    const asked = (100 * ANSWER_BYTES) / 1e6;
    process.stdout.write(
      `asked for ${asked.toFixed(0)} MB and read nothing: memory grew by ${grown.toFixed(0)} MB, ` +
        `others waited ${slowestMs.toFixed(0)} ms at most\n`,
    );
    expect(grown).toBeLessThan(600);
  });
});
