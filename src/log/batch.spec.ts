import fc from 'fast-check';
import { ENTRY_TYPES } from '../entry-types.js';
import { describe, expect, it } from 'vitest';
import { Clock } from '../clock.js';
import { openSqliteInMemory } from '../storage/sqlite/open-sqlite.js';
import { Batch, type Known, targetKey } from './batch.js';
import { change } from '../../test/storage/changes.contract.js';
import { draft } from '../../test/storage/drafts.js';
import type { Appended, Draft } from './entry.js';
import type { Message } from './message.js';
import { SqliteRoomLogStore } from '../storage/sqlite/sqlite-room-log.store.js';

/** A message stored before, with the text it was sent with. */
function stored(body: string, seq: number): Message {
  const { room, id, at, author } = draft(body);
  const sent = { room, seq, id, at, author, clientId: 'c', body };
  return { ...sent, editedAt: null, changedSeq: seq, deleted: false };
}

const knowing = (message: Message): Known => ({
  earlier: new Map([['ann c', { message, sentBody: message.body }]]),
  targets: new Map([[targetKey(message), message]]),
  places: new Map(),
  deletedAuthors: new Set(),
  lockedRooms: new Set(),
});

/** In short: the outcome of each draft, its seq and its text. */
function told(results: readonly Appended[]): string[] {
  return results.map(({ outcome, entry: { type, seq, message } }) =>
    [outcome, type.name, seq, message.deleted ? 'deleted' : message.body].join(' '),
  );
}

describe('the drafts of one transaction', () => {
  it('get as many seqs in each room as there are new entries, in order', () => {
    const one = stored('one', 3);
    const drafts = [
      draft('a'),
      change(one, 'uno'),
      draft('b', { room: '42' }),
      change(one, 'uno'),
      change(one),
    ];
    const batch = new Batch(drafts, knowing(one));
    expect([...batch.counts]).toEqual([
      ['lobby', 3],
      ['42', 1],
    ]);
    const { results, placed } = batch.place(new Map([['lobby', 9]]));
    expect(told(results)).toEqual([
      'stored message 10 a',
      'stored edit 11 uno',
      'stored message 1 b',
      'repeated message 3 uno',
      'stored deletion 12 deleted',
    ]);
    expect(placed.map(({ draft: { id } }) => id)).toEqual([0, 1, 2, 4].map((i) => drafts[i]?.id));
  });

  it.each([
    ['after its edit is the edited message', [change(stored('', 3), 'uno')], 'one', 'repeated message 3 uno'],
    [
      'after its edit is known by the text it was sent with',
      [change(stored('', 3), 'uno')],
      'uno',
      'refused message 3 uno',
    ],
    [
      'after its edit is known by the text it was sent with, also without the indentation that it was stored without',
      [change(stored('', 3), 'uno')],
      '\u3000\tone',
      'repeated message 3 uno',
    ],
    ['after its deletion may say anything', [change(stored('', 3))], 'other', 'repeated message 3 deleted'],
  ])('a repeat of a message %s', (_, before, body, expected) => {
    const one = stored('one', 3);
    const batch = new Batch([...before, draft(body, { clientId: 'c' })], knowing(one));
    expect(told(batch.place(new Map([['lobby', 9]])).results).at(-1)).toBe(expected);
  });
});

describe('a repeat under the same client_id', () => {
  it.each([
    ['with its indentation taken off', '\ta\n\tb', 'a\n\tb', 'repeated'],
    ['with indentation that was taken off before', 'a', '\ta ', 'repeated'],
    ['with other indentation', '\ta', '  a', 'repeated'],
    ['indented elsewhere', 'a\nb', 'a\n\tb', 'refused'],
  ])('%s', (_, sent, again, outcome) => {
    const [within] = new Batch(
      [sent, again].map((body) => draft(body, { clientId: 'c' })),
      {
        ...knowing(stored('', 1)),
        earlier: new Map(),
      },
    )
      .place(new Map())
      .results.slice(1);
    const [later] = new Batch([draft(again, { clientId: 'c' })], knowing(stored(sent, 1))).place(
      new Map(),
    ).results;
    expect([within?.outcome, later?.outcome]).toEqual([outcome, outcome]);
  });
});

const ROOMS = ['lobby', '42'];
const bodies = fc.constantFrom('a', 'b', 'c');
const step = fc.oneof(
  fc.record({
    type: fc.constant('message' as const),
    of: fc.nat(3),
    body: bodies,
    id: fc.constantFrom('x', 'y', null),
  }),
  fc.record({
    type: fc.constantFrom('edit' as const, 'deletion' as const),
    of: fc.nat(3),
    body: bodies,
    id: fc.constant(null),
  }),
);

/** An empty log with two messages in each of two rooms. */
async function logWith(
  begun: readonly Draft[],
): Promise<{ store: SqliteRoomLogStore; close(): Promise<void> }> {
  const database = await openSqliteInMemory();
  const store = new SqliteRoomLogStore(database, new Clock(), ENTRY_TYPES);
  await store.append(begun);
  return { store, close: () => database.onApplicationShutdown() };
}

it('a batch decides as its drafts would one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const begun = [0, 1, 2, 3].map((i) => draft('a', { room: ROOMS[i % 2] as string, clientId: `${i}` }));
      const [together, apart] = [await logWith(begun), await logWith(begun)];
      const targets = (await together.store.append(begun)).map(({ entry }) => entry.message);
      const drafts = steps.map(({ type, of, body, id }): Draft => {
        if (type === 'message')
          return draft(body, { room: ROOMS[of % 2] as string, clientId: id ?? `${of}` });
        return change(targets[of] as Message, type === 'edit' ? body : undefined);
      });
      const results = await together.store.append(drafts);
      const oneByOne: Appended[] = [];
      for (const each of drafts) oneByOne.push(...(await apart.store.append([each])));
      expect(told(results)).toEqual(told(oneByOne));
      for (const room of ROOMS)
        expect(await together.store.listOldest(room, 99)).toEqual(await apart.store.listOldest(room, 99));
      await together.close();
      await apart.close();
    }),
    { numRuns: 60 },
  );
});
