import { describe, expect, it } from 'vitest';
import type { DirectoryJson } from '../src/rooms/dto/open-rooms.json.js';
import { freshAccounts } from './support/account.js';
import { told } from './support/groups.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');
let made = 0;
const freshName = (): string => `Club ${++made}`;

describe('creating an open room', () => {
  it('by two people at once makes one room, of one of them; the other is told that it is there', async () => {
    for (let round = 0; round < 3; round += 1) {
      const name = freshName();
      const founders = [
        { who: ann, body: { name, topic: 'by Ann' } },
        { who: bob, body: { name: name.toUpperCase(), topic: 'by Bob' } },
      ];
      const answers = await Promise.all(
        founders.map(async ({ who, body }) => {
          const answer = await who.postJson('/api/open-rooms', body);
          const { code = answer.status } = (await answer.json()) as { code?: string };
          return code;
        }),
      );
      expect(new Set(answers)).toEqual(new Set([201, 'ROOM_EXISTS']));
      const { who, body } = founders[answers.indexOf(201)] ?? {};
      expect(await told(ann, name)).toEqual([
        `${who?.name} founded ${body?.name}`,
        `${who?.name} topic ${body?.topic}`,
      ]);
      const { rooms } = (await (await ann.get('/api/open-rooms')).json()) as DirectoryJson;
      const listed = rooms.filter(({ room }) => room === name.toLowerCase());
      expect(listed).toMatchObject([{ name: body?.name, topic: body?.topic }]);
    }
  });

  it('while somebody writes the first message there either makes the room or is refused', async () => {
    for (let round = 0; round < 3; round += 1) {
      const name = freshName();
      const [{ status }] = await Promise.all([
        ann.postJson('/api/open-rooms', { name, topic: 'by Ann' }),
        bob.say(name, 'hello'),
      ]);
      const founded = [`${ann.name} founded ${name}`, `${ann.name} topic by Ann`];
      const isMade = status === 201;
      expect([status, await told(ann, name)]).toEqual([
        isMade ? 201 : 409,
        [...(isMade ? founded : []), 'message hello'],
      ]);
    }
  });
});
