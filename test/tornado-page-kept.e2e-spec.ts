import { describe, expect, it } from 'vitest';
import { PASSWORD, sharedAccounts } from './support/account.js';
import { messageIds } from './support/html.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const server = sharedApp({ BUFFER_SIZE: '4' });
const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob');

// The log of a page is made once for all who see the same.
describe('the messages on a page', () => {
  it('are current, whatever an earlier page showed', async () => {
    const room = 'kept';
    const looker = await Visitor.at(server.url);
    const page = async (): Promise<string> =>
      (await looker.get(`/room?room=${room}`, { accept: 'text/html' })).text();
    const [first, second] = [await ann.say(room, 'first'), await ann.say(room, 'second')];
    expect(messageIds(await page())).toEqual([first.id, second.id]);
    const edited = await ann.edit(first, 'edited & so');
    expect(await page()).toContain(edited.html);
    await ann.remove(second);
    expect(messageIds(await page())).toEqual([first.id]);
    expect(await page()).not.toContain('second');
    expect(await page()).toContain('>Ann</bdi>');
    expect((await ann.postJson('/api/account/delete', { password: PASSWORD })).status).toBe(200);
    expect(await page()).not.toContain('>Ann</bdi>');
    const later: string[] = [];
    for (let i = 0; i < 5; i++) later.push((await bob.say(room, `later ${i}`)).id);
    expect(messageIds(await page())).toEqual(later.slice(1));
  });
});
