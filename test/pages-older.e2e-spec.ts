import { expect, it } from 'vitest';
import { sharedAccounts } from './support/account.js';
import { block } from './support/friends.js';
import { unescapeHtml } from './support/html-text.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off', BUFFER_SIZE: '20' });
const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob');

async function page(
  path: string,
): Promise<{ texts: string[]; older: string | undefined; newest: string | undefined }> {
  const answer = await ann.get(path, { accept: 'text/html' });
  expect(answer.status).toBe(200);
  const html = await answer.text();
  const link = (kind: string) => new RegExp(`class="gap ${kind}"><a href="([^"]*)"`).exec(html)?.[1];
  const [older, newest] = [link('older'), link('newest')].map((href) => href && unescapeHtml(href));
  const texts = [...html.matchAll(/class="message-body"[^>]*>([^<]*)</g)].map(([, text]) => text ?? '');
  return { texts, older, newest };
}

it('without scripts all messages can be read, a page after the other, and one gets back to the newest', async () => {
  const all = Array.from({ length: 150 }, (_, n) => `line ${n + 1}`);
  for (const text of all) await ann.say('long', text);
  let [read, older, newest]: [string[], string | undefined, string | undefined] = [
    [],
    '/room?room=long',
    undefined,
  ];
  while (older !== undefined) {
    const one = await page(older);
    read = [...one.texts, ...read];
    ({ older, newest } = one);
  }
  expect(read).toEqual(all);
  expect((await page(newest ?? '')).texts.at(-1)).toBe('line 150');
  expect((await page('/room?room=long')).newest).toBeUndefined();
});

it('older messages of somebody blocked are not among them', async () => {
  await bob.say('mixed', 'of Bob');
  for (let n = 0; n < 30; n++) await ann.say('mixed', 'of Ann');
  await block(ann, bob);
  const { older = '' } = await page('/room?room=mixed');
  expect(new Set((await page(older)).texts)).toEqual(new Set(['of Ann']));
});

it.each(['0', '-1', 'x', '1.5'])('before %s is refused', async (before) => {
  const answer = await ann.get(`/room?room=long&before=${before}`, { accept: 'text/html' });
  expect(answer.status).toBe(400);
});

it('of a private room they are its members’ alone', async () => {
  const { room } = (await (await ann.postJson('/api/groups', { name: 'Ours' })).json()) as { room: string };
  const answer = await bob.get(`/room?room=${encodeURIComponent(room)}&before=5`, { accept: 'text/html' });
  expect(answer.status).toBe(404);
});
