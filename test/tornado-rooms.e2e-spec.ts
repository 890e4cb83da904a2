import { beforeAll, describe, expect, it } from 'vitest';
import { messageIds } from './support/html.js';
import { sharedApp } from './support/test-app.js';
import { until } from './support/until.js';
import { type TornadoMessage, type Updates, Visitor } from './support/visitor.js';

const BEGINNING = '00000000-0000-0000-0000-000000000000';

const server = sharedApp();
let ann: Visitor;
let bob: Visitor;
beforeAll(async () => {
  ann = await Visitor.at(server.url);
  bob = await Visitor.at(server.url);
});

const held = (count: number): Promise<void> => until(() => server.heldPolls.count === count, `${count} held`);

describe('rooms', () => {
  it('are separate: a message wakes only the polls of its room', async () => {
    const polls = { lobby: bob.poll(), one: bob.poll({ room: '1' }), two: bob.poll({ room: '2' }) };
    await held(3);
    const inOne = await ann.send('for 1', { room: '1' });
    expect(await polls.one).toEqual({ messages: [inOne] });
    await held(2);
    const inLobby = await ann.send('for the lobby');
    expect(await polls.lobby).toEqual({ messages: [inLobby] });
    await held(1);
    const inTwo = await ann.send('for 2', { room: '2' });
    expect(await polls.two).toEqual({ messages: [inTwo] });
    for (const [room, message] of Object.entries({ '1': inOne, '2': inTwo, lobby: inLobby })) {
      expect(await bob.poll({ room, cursor: BEGINNING })).toEqual({ messages: [message] });
    }
  });

  it.each([
    ['capitals', 'Straße', ['STRASSE', 'strasse', 'straße']],
    ['compatible forms (NFKC)', '４２ｂ', ['42b', '42B', '④2b']],
    ['composed and decomposed', 'Caf\u00e9', ['cafe\u0301', 'CAFE\u0301']],
    ['space around', '  north hall ', ['north hall', 'North Hall\u3000']],
    ['Greek sigmas', 'ΟΔΟΣ', ['οδος', 'οδοσ']],
    ['invisible characters', 'a\u200bb\u00adc', ['abc', 'ABC']],
  ])('are the same for sending, polling and pages if their names differ in %s', async (_, name, twins) => {
    const sent = await ann.send('x', { room: name });
    const answer = bob.poll({ room: name });
    await held(1);
    for (const twin of twins) {
      expect(await bob.poll({ room: twin, cursor: BEGINNING })).toEqual({ messages: [sent] });
      const page = await (await bob.get(`/room?room=${encodeURIComponent(twin)}`)).text();
      expect(messageIds(page)).toEqual([sent.id]);
    }
    const next = await ann.send('y', { room: twins[0] as string });
    expect([next.room, next.seq]).toEqual([sent.room, 2]);
    expect(await answer).toEqual({ messages: [next] });
  });

  it('named "lobby" are the lobby', async () => {
    const sent = await ann.send('by name', { room: 'LOBBY' });
    expect(sent.room).toBe('lobby');
    expect(messageIds(await (await bob.get('/')).text())).toContain(sent.id);
    expect(messageIds(await (await bob.get('/room?room=lobby')).text())).toContain(sent.id);
  });

  it.each([
    ['64 code points', 'r'.repeat(64)],
    ['64 astral code points', '𝕏'.repeat(64)],
    ['64 once folded, 200 before', `${'r'.repeat(64)}${'\u200b'.repeat(136)}`],
    ['a number', '42'],
    ['Chinese', '会议室'],
    ['emoji', '🎉🎉'],
    ['a + and a &', 'a + b & c'],
  ])('with names of %s are accepted', async (_, room) => {
    const { seq } = await ann.send('x', { room });
    expect(seq).toBeGreaterThan(0);
    expect((await bob.get(`/room?room=${encodeURIComponent(room)}`)).status).toBe(200);
  });

  it.each([
    ['65 code points', 'r'.repeat(65)],
    ['64 that fold to more', 'ß'.repeat(33)],
    ['only space', ' \u3000 '],
    ['only invisible characters', '\u200b\u2060'],
    ['a leading ~', '~a'],
    ['a leading ~ after space', ' ~a'],
    ['a leading full-width ~', '～a'],
    ['a leading @', '@me'],
    ['a leading full-width @', '＠me'],
    ...Array.from(',:/\\?#%').map((character) => [`a ${character}`, `a${character}b`]),
    ['a full-width /', 'a／b'],
    ['a care-of sign, which has a /', '℅'],
    ['NUL', 'a\u0000b'],
    ['a line feed', 'a\nb'],
    ['DEL', 'a\u007fb'],
    ['a line separator', 'a\u2028b'],
    ['17 marks on one letter', `a${'\u0334'.repeat(17)}`],
  ])('with names of %s are refused everywhere', async (_, room) => {
    const page = await bob.get(`/room?room=${encodeURIComponent(room)}`);
    const send = await ann.post('/a/message/new', { body: 'x', room });
    const poll = await ann.post('/a/message/updates', { room, wait: '0' });
    for (const answer of [page, send, poll]) {
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'ROOM_INVALID' });
    }
  });
});

describe('all waiting polls of a room', () => {
  it('with the same cursor get the same bytes', async () => {
    const room = 'same bytes';
    const visitors = await Promise.all(Array.from({ length: 5 }, () => Visitor.at(server.url)));
    const { id } = await ann.send('begin', { room });
    const polls = visitors.map((visitor) => visitor.post('/a/message/updates', { room, cursor: id }));
    await held(5);
    await ann.send('news', { room });
    const texts = await Promise.all(polls.map(async (poll) => (await poll).text()));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('"news"');
  });

  it('get every message once and in the same order while many send', async () => {
    const room = 'one order';
    const senders = await Promise.all(Array.from({ length: 4 }, () => Visitor.at(server.url)));
    const listeners = await Promise.all(Array.from({ length: 4 }, () => Visitor.at(server.url)));
    const total = senders.length * 25;
    const listen = async (visitor: Visitor): Promise<TornadoMessage[]> => {
      const seen: TornadoMessage[] = [];
      while (seen.length < total) {
        const { messages }: Updates = await visitor.poll({ room, cursor: seen.at(-1)?.id ?? BEGINNING });
        seen.push(...(messages ?? []));
      }
      return seen;
    };
    const walks = listeners.map(listen);
    const sent = await Promise.all(
      senders.map(async (sender, s) => {
        const answers: TornadoMessage[] = [];
        for (let i = 0; i < 25; i++) answers.push(await sender.send(`${s}: ${i}`, { room }));
        return answers;
      }),
    );
    const bySeq = sent.flat().toSorted((a, b) => a.seq - b.seq);
    expect(bySeq.map(({ seq }) => seq)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
    for (const walk of walks) expect(await walk).toEqual(bySeq);
    // What a sender sent later has a later place.
    for (const answers of sent) expect(answers).toEqual(answers.toSorted((a, b) => a.seq - b.seq));
  });
});
