import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { held, hold } from './support/holding.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const BEGINNING = '00000000-0000-0000-0000-000000000000';
const NOBODYS = '01890000-0000-7000-8000-000000000000';
const HOLD_MS = 25_000;

const server = sharedApp({ LIMITS: 'off' });
let ann: Visitor;
let rooms = 0;
beforeAll(async () => {
  ann = await Visitor.at(server.url);
});
afterEach(() => expect(server.heldPolls.count).toBe(0));

const newRoom = (): string => `room ${++rooms}`;
/** Lets everything happen that has its reason already. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the hold', () => {
  it('lasts at least 80 % of the setting and at most all of it', async () => {
    const { answer } = await hold(server, ann, { room: newRoom() });
    server.clock.advance(HOLD_MS * 0.8 - 1);
    await settle();
    expect(server.heldPolls.count).toBe(1);
    server.clock.advance(HOLD_MS * 0.2 + 1);
    expect(await answer).not.toHaveProperty('messages');
  });

  it('ends at random times, so that clients that came together do not return together', async () => {
    const room = newRoom();
    const answers = Array.from({ length: 60 }, () => ann.poll({ room }));
    await held(server, 60);
    server.clock.advance(HOLD_MS * 0.9);
    await settle();
    const left = server.heldPolls.count;
    server.clock.advance(HOLD_MS * 0.1);
    await Promise.all(answers);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(60);
  });

  it.each([
    ['3', 3000],
    ['0.5', 500],
    ['49', 49_000],
    ['50', 50_000],
    ['51', 50_000],
    ['3600', 50_000],
  ])('is %s seconds on request, which is %d ms', async (wait, ms) => {
    const { answer } = await hold(server, ann, { room: newRoom(), wait });
    server.clock.advance(ms - 1);
    await settle();
    expect(server.heldPolls.count).toBe(1);
    server.clock.advance(1);
    expect(await answer).not.toHaveProperty('messages');
  });

  it('of no seconds is answered at once', async () => {
    expect(await ann.poll({ room: newRoom(), wait: '0' })).toEqual({ cursor: BEGINNING });
  });

  it('may be a number in JSON too', async () => {
    const headers = { 'content-type': 'application/json', 'x-xsrftoken': ann.token };
    const body = JSON.stringify({ room: newRoom(), wait: 0 });
    const answer = await ann.postRaw('/a/message/updates', body, headers);
    expect(await answer.json()).toEqual({ cursor: BEGINNING });
  });

  it('does not follow the wall clock', async () => {
    const { answer } = await hold(server, ann, { room: newRoom(), wait: '10' });
    server.clock.jump(3_600_000);
    server.clock.advance(9999);
    await settle();
    expect(server.heldPolls.count).toBe(1);
    server.clock.jump(-7_200_000);
    server.clock.advance(1);
    await answer;
    server.clock.jump(3_600_000);
  });
});

describe('the answer when nothing was new', () => {
  it('has a cursor and no messages, and is not cached', async () => {
    const room = newRoom();
    const { id } = await ann.send('x', { room });
    const answer = await ann.post('/a/message/updates', { room, cursor: id, wait: '0' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('etag')).toBeNull();
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.text()).toBe(`{"cursor":"${id}"}`);
  });

  it.each([
    ['the one that was sent, if unknown', { cursor: NOBODYS }, NOBODYS],
    ['the one of the beginning', { cursor: BEGINNING }, BEGINNING],
    ['without one in an empty room, the one of the beginning', {}, BEGINNING],
  ])('has as its cursor %s', async (_, form, cursor) => {
    expect(await ann.poll({ room: newRoom(), wait: '0', ...form })).toEqual({ cursor });
  });

  it('has the newest message as its cursor if none was sent', async () => {
    const room = newRoom();
    await ann.send('x', { room });
    const { id } = await ann.send('y', { room });
    expect(await ann.poll({ room, wait: '0' })).toEqual({ cursor: id });
  });
});

describe('the answer with news', () => {
  it('has the messages and no cursor, is not cached and sets no cookie', async () => {
    const room = newRoom();
    const sent = await ann.send('x', { room });
    const bob = await Visitor.at(server.url);
    const answer = await bob.post('/a/message/updates', { room, cursor: BEGINNING });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.json()).toEqual({ messages: [sent] });
  });
});

describe('a client that goes away', () => {
  it('frees its waiter at once and disturbs nobody', async () => {
    const room = newRoom();
    const controllers = Array.from({ length: 20 }, () => new AbortController());
    const polls = controllers.map(({ signal }) => ann.poll({ room }, signal).catch(() => 'aborted'));
    await held(server, 20);
    const bob = await Visitor.at(server.url);
    const stays = await hold(server, bob, { room });
    for (const controller of controllers) controller.abort();
    expect(await Promise.all(polls)).toEqual(polls.map(() => 'aborted'));
    // No clock was turned: the hold has nothing to do with it.
    await held(server, 1);
    const sent = await ann.send('for whoever stayed', { room });
    expect(await stays.answer).toEqual({ messages: [sent] });
  });
});
