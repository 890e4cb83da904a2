import { describe, expect, it } from 'vitest';
import { sharedAccounts } from './support/account.js';
import { HTML } from './support/fill-in.js';
import { directOf, groupOf } from './support/groups.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob <b>');

async function pageOf(room: string, language: string): Promise<string> {
  const path = `/room?room=${encodeURIComponent(room)}&create=1`;
  return (await ann.get(path, { ...HTML, 'accept-language': language })).text();
}

describe('an empty room says who can read it', () => {
  const everybody = ['Anyone who opens this room can read it.', '打开这个房间的人都能看到。'];

  it.each([
    ['an open room', () => Promise.resolve('nobody-yet'), everybody],
    ['the lobby', () => Promise.resolve('lobby'), everybody],
    ['a group', () => groupOf(ann), ['Only members of this group can read it.', '只有群成员能看到。']],
    [
      'a talk',
      () => directOf(ann, bob),
      ['Only you and Bob &lt;b&gt; can read it.', '只有你和 Bob &lt;b&gt; 能看到。'],
    ],
  ])('%s', async (_, make, [english = '', chinese = '']) => {
    const key = await make();
    const pages = [await pageOf(key, 'en'), await pageOf(key, 'zh-CN')];
    expect([pages[0]?.includes(english), pages[1]?.includes(chinese)]).toEqual([true, true]);
    const isOpen = !key.startsWith('~');
    expect(pages.map((html, i) => html.includes(everybody[i] as string))).toEqual([isOpen, isOpen]);
  });
});
