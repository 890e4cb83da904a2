import { beforeEach, expect } from 'vitest';
import { type Account, copyOf, signedUp } from '../support/account.js';
import { groupOf, makeModerator } from '../support/groups.js';
import type { RestClient } from '../support/rest-client.js';
import type { TwoNodes } from './nodes.js';

/** A group of three on two nodes. */
export interface SharedRoom {
  room: string;
  /** The owner. */
  ann: Account;
  bob: Account;
  /** A moderator. */
  cat: Account;
  /** Bob and Cat as they use the other node, which has remembered all about them. */
  bobOnB: RestClient;
  catOnB: RestClient;
}

/** Each test gets a new one, of which node B knows everything, and from then on hears nothing by itself. */
export function sharedRoom(nodes: TwoNodes): SharedRoom {
  const people = {} as SharedRoom;
  let count = 0;
  beforeEach(async () => {
    count += 1;
    const names = ['Ann', 'Bob', 'Cat'].map((name) => `${name} ${count}`);
    const [ann, bob, cat] = (await Promise.all(names.map((name) => signedUp(nodes.a, name)))) as [
      Account,
      Account,
      Account,
    ];
    const room = await groupOf(ann, bob, cat);
    await makeModerator(ann, room, cat);
    await ann.say(room, 'before');
    const onB = (person: RestClient): RestClient => Object.assign(copyOf(person), { url: nodes.b.url });
    Object.assign(people, { room, ann, bob, cat, bobOnB: onB(bob), catOnB: onB(cat) });
    for (const person of [people.bobOnB, people.catOnB]) {
      const { events } = await person.updates({ [room]: 0, '@me': 0 }, { wait: 0 });
      expect(events.length).toBeGreaterThan(0);
      expect((await person.get(`/room?room=${room}`)).status).toBe(200);
    }
    nodes.bus.lose();
  });
  return people;
}
