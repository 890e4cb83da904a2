import { afterEach, describe, expect, it } from 'vitest';
import { RestClient } from '../support/rest-client.js';
import { hold } from '../support/holding.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { sharedNodes, through } from './nodes.js';

const nodes = sharedNodes();
let rooms = 0;
const aRoom = (): string => `delivery ${++rooms}`;

/** As every two seconds. */
const sweep = (): void => nodes.b.clock.advance(2000);

afterEach(() => nodes.bus.lose());

async function bodies(client: RestClient, room: string, after = 0): Promise<string[]> {
  const { events } = await client.updates({ [room]: after }, { wait: 0 });
  return events.map(({ message }) => message?.body ?? '');
}

describe('an entry stored on one node', () => {
  it('reaches polls of both surfaces held on another when the hint arrives', async () => {
    const [ann, bob] = [await RestClient.at(nodes.a.url), await RestClient.at(nodes.b.url)];
    const demo = await Visitor.at(nodes.b.url);
    const room = aRoom();
    const rest = await bob.hold(nodes.b, { [room]: 0 });
    const tornado = await hold(nodes.b, demo, { room });
    await ann.say(room, 'hello');
    // Premise: nothing else brings it.
    expect(nodes.b.heldPolls.count).toBe(2);
    nodes.bus.deliver();
    expect((await rest.answer).events.map(({ message }) => message?.body)).toEqual(['hello']);
    expect((await tornado.answer).messages?.map(({ body }) => body)).toEqual(['hello']);
  });

  it('reaches them without any hint by the next sweep', async () => {
    const [ann, bob] = [await RestClient.at(nodes.a.url), await RestClient.at(nodes.b.url)];
    const room = aRoom();
    const { answer } = await bob.hold(nodes.b, { [room]: 0 });
    await ann.say(room, 'hello');
    nodes.bus.lose();
    expect(nodes.b.heldPolls.count).toBe(1);
    sweep();
    expect((await answer).events).toHaveLength(1);
  });

  it('reaches them after the bus was disconnected, without waiting for the sweep', async () => {
    const [ann, bob] = [await RestClient.at(nodes.a.url), await RestClient.at(nodes.b.url)];
    const room = aRoom();
    const { answer } = await bob.hold(nodes.b, { [room]: 0 });
    await ann.say(room, 'hello');
    nodes.bus.lose();
    nodes.bus.reconnect();
    expect((await answer).events).toHaveLength(1);
  });

  it('is delivered once and in order, whether hints are lost, repeated or reordered', async () => {
    const [ann, bob] = [await RestClient.at(nodes.a.url), await RestClient.at(nodes.b.url)];
    const room = aRoom();
    const seen: string[] = [];
    for (let round = 0; round < 5; round++) {
      const { answer } = await bob.hold(nodes.b, { [room]: seen.length });
      for (let i = 0; i < 3; i++) await ann.say(room, `${round}.${i}`);
      nodes.bus.deliver((all) => [...all.toReversed(), ...all].slice(round % 3));
      const first = await answer;
      seen.push(...first.events.map(({ message }) => message?.body ?? ''));
      nodes.bus.deliver();
      await until(() =>
        bodies(bob, room, seen.length).then((rest) => seen.push(...rest) === 3 * (round + 1)),
      );
    }
    expect(seen).toEqual([0, 1, 2, 3, 4].flatMap((round) => [0, 1, 2].map((i) => `${round}.${i}`)));
  });

  it('is not taken for the newest because a later one is known: what is between comes first', async () => {
    const [ann, bob] = [await RestClient.at(nodes.a.url), await RestClient.at(nodes.b.url)];
    const room = aRoom();
    await ann.say(room, 'first');
    nodes.bus.deliver();
    expect(await bodies(bob, room)).toEqual(['first']);
    const { answer } = await bob.hold(nodes.b, { [room]: 1 });
    await ann.say(room, 'second');
    nodes.bus.lose();
    // The node that holds the poll stores the third itself, and knows nothing of the second.
    await bob.say(room, 'third');
    const { events, gaps } = await answer;
    expect([events.map(({ seq, message }) => [seq, message?.body]), gaps]).toEqual([
      [
        [2, 'second'],
        [3, 'third'],
      ],
      [],
    ]);
  });

  it('wakes a poll also if it is stored between the poll’s read and its wait', async () => {
    const ann = await RestClient.at(nodes.a.url);
    const room = aRoom();
    await ann.say(room, 'first');
    for (let i = 2; i < 12; i++) {
      const bob = await RestClient.at(nodes.b.url);
      const polling = bob.updates({ [room]: i - 1 });
      await ann.say(room, `${i}`);
      nodes.bus.deliver();
      // The hint may have come before the poll.
      expect((await polling).events.map(({ seq }) => seq)).toEqual([i]);
    }
  });
});

describe('a client that alternates between nodes', () => {
  it('walks through the log without repeats and holes', async () => {
    const ann = await RestClient.at(nodes.a.url);
    const bob = await RestClient.at(nodes.a.url);
    const room = aRoom();
    let position = 0;
    for (let i = 1; i <= 6; i++) {
      await through(i % 2 ? nodes.b : nodes.a, ann).say(room, `${i}`);
      const { events } = await through(i % 3 ? nodes.a : nodes.b, bob).updates(
        { [room]: position },
        { wait: 0 },
      );
      for (const { seq } of events) expect(seq).toBe(++position);
      nodes.bus.deliver();
    }
    await until(async () => {
      const { events } = await bob.updates({ [room]: position }, { wait: 0 });
      for (const { seq } of events) expect(seq).toBe(++position);
      return position === 6;
    });
  });

  it('finds its cursor of the Tornado surface on a node that has not heard of it yet', async () => {
    const ann = await Visitor.at(nodes.a.url);
    const bob = await Visitor.at(nodes.b.url);
    const room = aRoom();
    await ann.send('first', { room });
    nodes.bus.deliver();
    const known = (await bob.poll({ room, cursor: '00000000-0000-0000-0000-000000000000' })).messages;
    expect(known).toHaveLength(1);
    const second = await ann.send('second', { room });
    await ann.send('third', { room });
    nodes.bus.lose();
    const { messages, gap } = await bob.poll({ room, cursor: second.id });
    expect([messages?.map(({ body }) => body), gap]).toEqual([['third'], undefined]);
  });

  it('sees its own message on the page of another node at once', async () => {
    const ann = await Visitor.at(nodes.a.url);
    const room = aRoom();
    await ann.send('first', { room });
    await through(nodes.b, ann).get(`/room?room=${room}`);
    await through(nodes.a, ann).send('mine, just now', { room });
    nodes.bus.lose();
    const page = await (await through(nodes.b, ann).get(`/room?room=${room}`)).text();
    expect(page).toContain('mine, just now');
  });

  it('is one guest on all nodes, with the message it repeats stored once', async () => {
    const ann = await RestClient.at(nodes.a.url);
    await through(nodes.b, ann).me();
    const room = aRoom();
    const first = await through(nodes.a, ann).say(room, 'once', 'c-1');
    const again = await through(nodes.b, ann).say(room, 'once', 'c-1');
    expect([again.id, again.seq, again.author.id]).toEqual([first.id, 1, first.author.id]);
    expect((await through(nodes.b, ann).me()).id).toBe(first.author.id);
    const { me } = await through(nodes.b, ann).updates({ [room]: 0 }, { wait: 0 });
    expect(me).toBe(first.author.id);
  });

  it('repeats a message on two nodes at the same time, in one room or two, and it is stored once', async () => {
    const ann = await RestClient.at(nodes.a.url);
    const room = aRoom();
    const { author } = await ann.say(room, 'known');
    const other = new RestClient(nodes.b.url);
    for (const [name, value] of ann.cookies) other.cookies.set(name, value);
    expect((await other.me()).id).toBe(author.id);
    for (let i = 0; i < 10; i++) {
      const sent = await Promise.all([ann, other].map((each) => each.say(room, 'twice', `same-${i}`)));
      expect(sent[0]?.id).toBe(sent[1]?.id);
      const fields = { body: 'two rooms', client_id: `rooms-${i}` };
      const answers = await Promise.all([
        ann.postJson(`/api/rooms/${encodeURIComponent(room)}/messages`, fields),
        other.postJson(`/api/rooms/${encodeURIComponent(`${room} b`)}/messages`, fields),
      ]);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    }
  });
});
