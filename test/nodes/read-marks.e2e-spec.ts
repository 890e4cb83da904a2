import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomsJson } from '../../src/rooms/dto/rooms.json.js';
import { type Account, copyOf, signedIn, signedUp } from '../support/account.js';
import { groupOf } from '../support/groups.js';
import { markRead } from '../support/reading.js';
import type { RestClient } from '../support/rest-client.js';
import { sharedNodes, through } from './nodes.js';

const nodes = sharedNodes();
let ann: Account;
let bob: Account;
let room: string;
let seq: number;
let count = 0;
beforeEach(async () => {
  count += 1;
  ann = await signedUp(nodes.a, `Ann ${count}`);
  bob = await signedUp(nodes.a, `Bob ${count}`);
  room = await groupOf(ann, bob);
  ({ seq } = await ann.say(room, 'one'));
  nodes.bus.deliver();
});
afterEach(() => nodes.bus.lose());

/** At node B, with all entries and marks known. */
async function hold(who: RestClient) {
  through(nodes.b, who);
  const own = ((await (await who.get('/api/rooms')).json()) as RoomsJson).own.seq;
  const after = { '@me': own, [room]: seq };
  const { marks } = await who.updates(after, { marks: '0' });
  const options = { marks: marks?.version ?? '' };
  return { after, options, answer: (await who.hold(nodes.b, after, options)).answer };
}

describe('a read mark moved at one node', () => {
  it('reaches a poll of another device held at another', async () => {
    const { answer } = await hold(await signedIn(nodes.b, bob.name));
    await markRead(nodes.a, bob, room, seq);
    nodes.bus.deliver();
    expect((await answer).marks?.read).toEqual({ [room]: seq });
  });

  it('ends no poll of the device that moved it', async () => {
    const device = copyOf(bob);
    const { answer } = await hold(device);
    await markRead(nodes.a, bob, room, seq);
    nodes.bus.deliver();
    await ann.say(room, 'two');
    nodes.bus.deliver();
    const { events, marks } = await answer;
    expect([events.map((event) => event.seq), marks?.read]).toEqual([[seq + 1], { [room]: seq }]);
  });

  it('comes with the next poll if the bus was disconnected', async () => {
    const phone = await signedIn(nodes.b, bob.name);
    const { after, options } = await hold(phone);
    await markRead(nodes.a, bob, room, seq);
    nodes.bus.lose();
    // Premise: what node B remembers is taken for true until it learns that it may have missed something.
    expect((await phone.updates(after, { ...options, wait: 0 })).marks).toBeUndefined();
    nodes.bus.reconnect();
    expect((await phone.updates(after, options)).marks?.read).toEqual({ [room]: seq });
  });
});
