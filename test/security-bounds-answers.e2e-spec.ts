import { describe, expect, it, vi } from 'vitest';
import { ApiDocument } from '../src/api-docs/api-document.js';
import type { EntriesJson } from '../src/messages/dto/entries.json.js';
import { type Account, refusal, signedUp } from './support/account.js';
import { messageRow } from './support/message-row.js';
import { mostRows, numbers, readsDuring } from './support/reads-counted.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { writerOf } from './support/writer-of.js';

const server = sharedApp();

describe('a long history', () => {
  it('is returned in parts, however much is asked for, and can be walked without holes', async () => {
    const ann = await RestClient.at(server.url);
    const body = '<&"> '.repeat(800).slice(0, 4000);
    await ann.say('long', 'first');
    const writer = writerOf(server);
    const long = writer.selectFrom('rooms').select('id').where('key', '=', 'long');
    const { id: room_id } = await long.executeTakeFirstOrThrow();
    const entries = numbers(299).map((n) => messageRow({ room_id, seq: n + 2 }, 'else', body));
    await writer.insertInto('entries').values(entries).execute();
    await writer.updateTable('rooms').set({ last_seq: 300 }).where('key', '=', 'long').execute();
    const seqs: number[] = [];
    for (let more = true, before = 301; more;) {
      let text = '';
      const reads = await readsDuring(async () => {
        text = await (await ann.get(`/api/rooms/long/entries?limit=1000&before=${before}`)).text();
      });
      expect(mostRows(reads)).toBeLessThanOrEqual(21);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4_000_200);
      const answer = JSON.parse(text) as EntriesJson;
      seqs.push(...answer.entries.map(({ seq }) => seq));
      ({ more } = answer);
      before = seqs.at(-1) as number;
    }
    expect(seqs).toEqual(Array.from({ length: 300 }, (_, i) => 300 - i));
  });
});

function aboutRooms(reads: readonly { sql: string }[]): number {
  return reads.filter(({ sql: text }) => /\brooms\b/.test(text)).length;
}

/** Without tokens. */
function plain(html: string): string {
  return html.replace(/value="[^"]*"/g, '');
}

describe('rooms that do not exist', () => {
  it.each([
    ['open', (n: number) => `nowhere ${n}`, 1],
    ['private', (n: number) => `~${String(n).padStart(22, 'y')}`, 20],
  ] as const)('cost few statements: two hundred %s ones in one poll', async (_, key, most) => {
    const ann = await signedUp(server, `Ann Polls ${most}`);
    const after = Object.fromEntries(Array.from({ length: 200 }, (__, n) => [key(n), 0]));
    const poll = async (): Promise<void> =>
      expect((await ann.postJson('/api/updates', { after, wait: 0 })).status).toBe(200);
    expect(aboutRooms(await readsDuring(poll))).toBeLessThanOrEqual(most);
  });
});

describe('answers that are the same for everyone', () => {
  it('include the API’s document, which is made once for each language', async () => {
    const ann = await RestClient.at(server.url);
    const ask = async (headers: Record<string, string>): Promise<string> =>
      (await (await ann.get('/api/docs', { accept: 'text/html', ...headers })).text()).replace(
        /^.*<main/s,
        '',
      );
    const both = async (): Promise<string[]> => [await ask({}), await ask({ 'accept-language': 'zh-CN' })];
    const first = await both();
    expect(first[0]).not.toBe(first[1]);
    await ann.get('/api/docs-json');
    const get = vi.spyOn(server.app.get(ApiDocument), 'get');
    const again = await both();
    await ann.get('/api/docs-json');
    expect(get).not.toHaveBeenCalled();
    expect(again.map(plain)).toEqual(first.map(plain));
    get.mockRestore();
  });
});

describe('notices to all members of a group', () => {
  it('are limited: one person can change names and topics of groups only so often', async () => {
    const [ann, ben] = [await signedUp(server, 'Ann Renames'), await signedUp(server, 'Ben Renames')];
    const rooms = [await foundBy(ann), await foundBy(ann)] as const;
    const other = await foundBy(ben);
    for (let n = 0; n < 15; n++) {
      expect((await ann.postJson(`/api/rooms/${rooms[0]}/rename`, { name: `Name ${n}` })).status).toBe(200);
      expect((await ann.postJson(`/api/rooms/${rooms[1]}/topic`, { topic: `Topic ${n}` })).status).toBe(200);
    }
    const refused = await ann.postJson(`/api/rooms/${rooms[0]}/rename`, { name: 'One more' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusal(ann.postJson(`/api/rooms/${rooms[1]}/topic`, { topic: 'One more' }))).toEqual([
      429,
      'TOO_MANY_REQUESTS',
    ]);
    expect((await ben.postJson(`/api/rooms/${other}/rename`, { name: 'Mine' })).status).toBe(200);
  });
});

async function foundBy(who: Account): Promise<string> {
  const answer = await who.postJson('/api/groups', { name: 'Chess' });
  return ((await answer.json()) as { room: string }).room;
}
