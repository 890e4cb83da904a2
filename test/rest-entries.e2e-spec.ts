import { beforeAll, describe, expect, it } from 'vitest';
import type { EntriesJson } from '../src/messages/dto/entries.json.js';
import { RestClient } from './support/rest-client.js';
import { NOTHING_STORED, storedIn } from './support/stored.js';
import { sharedApp, startApp } from './support/test-app.js';

const server = sharedApp();
let ann: RestClient;
beforeAll(async () => {
  ann = await RestClient.at(server.url);
  for (let i = 1; i <= 120; i++) await ann.say('long', `m${i}`);
});

const seqs = ({ entries }: EntriesJson): number[] => entries.map(({ seq }) => seq);
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + Math.sign(to - from) * i);

describe('a stretch of the history', () => {
  it.each<[Record<string, string | number>, number[], boolean]>([
    [{}, range(120, 21), true],
    [{ limit: 3 }, [120, 119, 118], true],
    [{ limit: 120 }, range(120, 1), false],
    [{ limit: 119 }, range(120, 2), true],
    [{ limit: 1000 }, range(120, 1), false],
    [{ limit: 5000 }, range(120, 1), false],
    [{ order: 'oldest' }, range(1, 100), true],
    [{ after: 0 }, range(1, 100), true],
    [{ after: 30 }, range(31, 120), false],
    [{ after: 10, limit: 2 }, [11, 12], true],
    [{ after: 10, limit: 2, order: 'newest' }, [120, 119], true],
    [{ before: 4 }, [3, 2, 1], false],
    [{ before: 4, limit: 2 }, [3, 2], true],
    [{ before: 4, order: 'oldest' }, [1, 2, 3], false],
    [{ after: 5, before: 9 }, [6, 7, 8], false],
    [{ after: 5, before: 9, order: 'newest' }, [8, 7, 6], false],
    [{ after: 5, before: 9, limit: 3 }, [6, 7, 8], false],
    [{ after: 5, before: 9, limit: 2 }, [6, 7], true],
    [{ after: 5, before: 6 }, [], false],
    [{ after: 9, before: 5 }, [], false],
    [{ after: 120 }, [], false],
    [{ after: 1e15 - 1 }, [], false],
    [{ before: 0 }, [], false],
    [{ after: '', before: '', limit: '', order: '' }, range(120, 21), true],
  ])('%j', async (query, expected, more) => {
    const answer = await ann.entries('long', query);
    expect(seqs(answer)).toEqual(expected);
    expect([answer.room, answer.more]).toEqual(['long', more]);
  });

  it('covers the whole history, walked in either direction', async () => {
    const oldest: number[] = [];
    for (let more = true; more;) {
      const page = await ann.entries('long', { after: oldest.at(-1) ?? 0, limit: 50 });
      oldest.push(...seqs(page));
      ({ more } = page);
    }
    const newest: number[] = [];
    for (let more = true; more;) {
      const page = await ann.entries('long', { before: newest.at(-1) ?? 121, limit: 7 });
      newest.push(...seqs(page));
      ({ more } = page);
    }
    expect([oldest, newest]).toEqual([range(1, 120), range(120, 1)]);
  });

  it('is that of the room, whichever spelling of its name is asked for', async () => {
    await ann.say('straße', 'hello');
    expect(await ann.entries('STRASSE')).toMatchObject({ room: 'strasse', entries: [{ room: 'strasse' }] });
    expect(await ann.entries('nobody was here')).toEqual({
      room: 'nobody was here',
      entries: [],
      more: false,
    });
  });

  it('of a room whose name means something to JavaScript is like any other', async () => {
    for (const room of ['__proto__', 'constructor', 'hasownproperty', '42', '...', 'a b', 'ä', '房间']) {
      await ann.say(room, `in ${room}`);
      expect((await ann.entries(room)).entries.map(({ message }) => message?.body)).toEqual([`in ${room}`]);
    }
  });

  it('shows messages in their current state, edits as they left them, and nothing that was deleted', async () => {
    const [one, two] = [await ann.say('changed', 'one'), await ann.say('changed', 'two')];
    await ann.edit(one, 'uno');
    await ann.edit(one, 'eins');
    await ann.edit(two, 'due');
    await ann.remove(two);
    const { entries } = await ann.entries('changed', { after: 0 });
    expect(entries.map(({ seq, type, message }) => [seq, type, message?.seq, message?.body])).toEqual([
      [1, 'message', 1, 'eins'],
      [2, 'message', 2, ''],
      [3, 'edit', 1, 'uno'],
      [4, 'edit', 1, 'eins'],
      [5, 'edit', 2, ''],
      [6, 'deletion', 2, ''],
    ]);
    expect(entries.map(({ message }) => message?.changed_seq)).toEqual([4, 6, 3, 4, 6, 6]);
    expect(entries.map(({ message }) => message?.deleted ?? false)).toEqual([
      false,
      true,
      false,
      false,
      true,
      true,
    ]);
  });

  it('ends early if it would be too long for memory, and can be continued', async () => {
    const long = 'x'.repeat(4000);
    await Promise.all(Array.from({ length: 500 }, () => ann.say('heavy', long)));
    const page = await ann.entries('heavy', { after: 0, limit: 1000 });
    expect(page.more).toBe(true);
    expect(JSON.stringify(page).length).toBeLessThan(4_100_000);
    const rest = await ann.entries('heavy', { after: page.entries.length, limit: 1000 });
    expect([...seqs(page), ...seqs(rest)]).toEqual(range(1, 500));
    expect(rest.more).toBe(false);
  });
});

describe('reading the history', () => {
  it('needs no session, makes none, stores nothing, and is not cached', async () => {
    const fresh = await startApp();
    const answer = await fetch(`${fresh.url}/api/rooms/lobby/entries`);
    expect(await answer.json()).toEqual({ room: 'lobby', entries: [], more: false });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await storedIn(fresh)).toEqual(NOTHING_STORED);
    await fresh.close();
  });

  it.each([
    'after=-1',
    'after=1.5',
    'after=1e3',
    'after=x',
    'after=%20',
    'after=%2B1',
    'after=٣',
    'after=9999999999999999',
    'before=-1',
    'before=null',
    'before=0x10',
    'limit=0',
    'limit=-5',
    'limit=all',
    'limit=true',
    'order=random',
    'order=OLDEST',
    'order=__proto__',
    'after=1&after=2',
    'limit=1&limit=2',
    'order=newest&order=newest',
  ])('with %s is 400', async (query) => {
    const answer = await ann.get(`/api/rooms/long/entries?${query}`);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'FIELD_INVALID']);
  });
});
