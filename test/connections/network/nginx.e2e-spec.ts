import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { held, hold } from '../../support/holding.js';
import { messageIds } from '../../support/html.js';
import { type Nginx, startNginx } from '../../support/nginx.js';
import { type TestApp, startApp } from '../../support/test-app.js';
import { type TornadoMessage, Visitor } from '../../support/visitor.js';

const VISITORS = 40;

type EventMessage = Pick<TornadoMessage, 'id' | 'body'>;

let server: TestApp;
beforeEach(async () => {
  server = await startApp({ TRUST_PROXY: '127.0.0.1' });
});
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await server.close();
});

async function proxy(options: { readTimeoutS?: number } = {}): Promise<Nginx> {
  const nginx = await startNginx({ upstream: server.url, ...options });
  closing.push(() => nginx.stop());
  return nginx;
}

describe('behind nginx', () => {
  it('pages load, messages are sent, and a held poll is answered by the next message', async () => {
    const nginx = await proxy({ readTimeoutS: 60 });
    const [ann, bob] = [await Visitor.at(nginx.url, '/room?room=42'), await Visitor.at(nginx.url)];
    const first = await ann.send('first', { room: '42' });
    expect(messageIds(await (await bob.get('/room?room=42')).text())).toEqual([first.id]);
    const { answer } = await hold(server, bob, { room: '42', cursor: first.id });
    const second = await ann.send('second', { room: '42' });
    expect((await answer).messages).toEqual([second]);
  });

  it('visitors who share connections stay separate', async () => {
    const nginx = await proxy({ readTimeoutS: 60 });
    const visitorsOf = new Map<Socket, Set<string>>();
    const http: Server = server.app.getHttpServer();
    http.on('request', ({ socket, headers }: IncomingMessage) => {
      const seen = visitorsOf.get(socket) ?? new Set();
      visitorsOf.set(socket, seen.add(headers.cookie ?? ''));
    });
    const visitors = await Promise.all(Array.from({ length: VISITORS }, () => Visitor.at(nginx.url)));
    const authors = new Set<string>();
    for (let round = 0; round < 3; round++) {
      // Each polls in the room of the visitor before, and writes in a room of its own.
      const polls = visitors.map((visitor, i) =>
        visitor.poll({ room: `${round}-${i === 0 ? VISITORS - 1 : i - 1}` }),
      );
      await held(server, VISITORS);
      const sent: TornadoMessage[] = [];
      for (const [i, visitor] of visitors.entries())
        sent.push(await visitor.send(`${round} by ${i}`, { room: `${round}-${i}` }));
      const told = await Promise.all(polls);
      for (const [i, { messages }] of told.entries()) expect(messages).toEqual([sent.at(i - 1)]);
      for (const [i, visitor] of visitors.entries()) {
        const { id } = (await (await visitor.get('/api/me')).json()) as { id: string };
        expect(id).toBe(sent[i]?.author.id);
        authors.add(id);
      }
    }
    expect(authors.size).toBe(VISITORS);
    // Premise: they did share.
    expect([...visitorsOf.values()].some((seen) => seen.size > VISITORS / 2)).toBe(true);
  });

  it('one poll brings the news of several rooms, and history and changes work as without nginx', async () => {
    const nginx = await proxy({ readTimeoutS: 60 });
    const [ann, bob] = [await Visitor.at(nginx.url), await Visitor.at(nginx.url)];
    const say = async (room: string, body: string): Promise<EventMessage> =>
      (await (await ann.post(`/api/rooms/${room}/messages`, { body })).json()) as EventMessage;
    const first = await say('a', 'first');
    const polled = bob.get('/api/updates?after=a:1,b:0,c:0');
    await held(server, 1);
    const second = await say('c', 'second');
    const updates = (await (await polled).json()) as { events: unknown[]; gaps: unknown[] };
    expect(updates).toMatchObject({
      events: [{ room: 'c', seq: 1, message: second }],
      gaps: [],
      more: false,
    });
    expect((await ann.post(`/api/rooms/a/messages/${first.id}/edit`, { body: 'edited' })).status).toBe(200);
    const entries = await (await bob.get('/api/rooms/a/entries?after=0')).json();
    expect(entries).toMatchObject({
      entries: [
        { seq: 1, type: 'message' },
        { seq: 2, type: 'edit' },
      ],
    });
  });

  it('a poll that nginx cuts frees its waiter at once, and the next one gets what came meanwhile', async () => {
    const nginx = await proxy();
    const ann = await Visitor.at(nginx.url);
    const { id } = await ann.send('first');
    const startedAt = performance.now();
    const cut = ann.post('/a/message/updates', { cursor: id });
    await held(server, 1);
    expect((await cut).status).toBe(504);
    expect(performance.now() - startedAt).toBeGreaterThan(7500);
    await held(server, 0);
    const second = await ann.send('second');
    expect((await ann.poll({ cursor: id })).messages).toEqual([second]);
  });
});
