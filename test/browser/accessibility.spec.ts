import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { befriend, block, friend } from '../support/friends.js';
import { directOf, done, groupOf, makeModerator, roomPath } from '../support/groups.js';
import { House } from './house.js';
import { talk } from './talking.js';
import type { Visitor } from './visitor.js';
import { SEND } from './wire.js';

const house = House.open();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OPEN_ROOM = 'Chess & friends';
const roomUrl = (room: string): string => `/room?${new URLSearchParams({ room })}`;

let member: Account;
let guestPages: string[];
let memberPages: string[];

beforeAll(async () => {
  member = await signedUp(house, 'Mina');
  const [friendly, asking, blocked] = [
    await signedUp(house, 'Tomás'),
    await signedUp(house, 'Ada'),
    await signedUp(house, 'Zoe'),
  ];
  await befriend(member, friendly);
  await friend(asking, 'request', member);
  await block(member, blocked);
  const group = await groupOf(member, friendly, asking);
  await makeModerator(member, group, asking);
  await done(member, roomPath(group, '/topic'), { topic: 'Every Thursday' });
  await done(member, roomPath(group, '/messages'), { body: `Hello @${friendly.name}: https://example.org/` });
  await done(member, roomPath(group, '/links'), { days: 7, uses: 10 });
  const other = await groupOf(friendly);
  const { token } = await done<{ token: string }>(friendly, roomPath(other, '/links'), { days: 7, uses: 10 });
  await done(friendly, roomPath(other, '/invitations'), { user: member.id });
  const empty = await groupOf(member);
  const direct = await directOf(member, friendly);
  await done(member, roomPath(direct, '/preferences'), { bell: 'nothing', pinned: true });
  guestPages = [
    '/',
    roomUrl(OPEN_ROOM),
    roomUrl('not created'),
    '/open?room=chess',
    '/open?room=',
    '/sign-in',
    '/sign-up',
    '/preferences',
    '/offline',
    '/rooms',
    '/diagnose',
    '/api/docs',
    '/people',
    '/nothing-here',
    `/invite/${token}`,
  ];
  memberPages = [
    ...[OPEN_ROOM, group, empty, direct].map(roomUrl),
    `/members?room=${group}`,
    `/members?room=${direct}`,
    `/settings?room=${group}`,
    '/open?room=Che',
    '/new',
    '/people',
    '/people?name=Ada',
    '/invitations',
    `/invite/${token}`,
    '/account',
    '/preferences',
    '/rooms',
    '/nothing-here',
    ...[member, friendly, asking, blocked].map(({ id }) => `/people/${id}`),
    ...['delete-account', `leave?room=${group}`, `block?user=${friendly.id}`].map((one) => `/confirm/${one}`),
  ];
});

/** What axe finds on the page, in short. `rules`: only these. */
async function violations(page: Page, rules?: string[]): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    interface Found {
      passes: object[];
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    }
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<Found> } };
    const options = only ? { runOnly: { type: 'rule', values: only } } : {};
    const { passes, violations: found } = await axe.run({ resultTypes: ['violations'], ...options });
    if (passes.length < (only?.length ?? 20)) return [`${location.pathname}: axe found little to look at`];
    return found.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, failureSummary }) => `${location.pathname} ${id}: ${html.slice(0, 200)} ${failureSummary}`,
      ),
    );
  }, rules);
}

/** Only colours differ in the dark. */
async function inBothThemes({ page }: Visitor): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await violations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...light, ...(await violations(page, ['color-contrast'])).map((one) => `dark: ${one}`)];
}

async function onPages(visitor: Visitor, paths: string[], look: typeof inBothThemes): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await visitor.page.goto(house.url + path);
    // The API reference looks the same a hundred times over.
    await visitor.page.locator('.api-docs [lang] > :nth-child(n + 40)').evaluateAll((rest) => {
      for (const one of rest) one.remove();
    });
    found.push(...(await look(visitor)));
    const outline = await visitor.page.evaluate(() =>
      ['h1', 'main'].map((tag) => document.querySelectorAll(tag).length),
    );
    if (outline.join() !== '1,1') found.push(`${path} has ${outline.join()} h1 and main`);
  }
  return found;
}

describe('axe finds nothing wrong', () => {
  it('on the pages of a guest', async () => {
    const { ann, bob } = await talk(house, OPEN_ROOM);
    for (const text of ['one', 'two', 'https://example.org/']) await ann.saySafely(text);
    await bob.saySafely('three');
    expect(await onPages(bob, guestPages, inBothThemes)).toEqual([]);
  });

  it('on the pages of a member', async () => {
    expect(await onPages(await house.browserOf(member), memberPages, inBothThemes)).toEqual([]);
  });

  it('on pages in Chinese', async () => {
    const reader = await house.browserOf(member, { locale: 'zh-CN' });
    expect(await onPages(reader, memberPages, ({ page }) => violations(page))).toEqual([]);
    expect(await reader.page.getAttribute('html', 'lang')).toBe('zh-CN');
  });

  it('where something is open, failed or refused', async () => {
    const reader = await house.browserOf(member);
    await reader.enter(OPEN_ROOM);
    await reader.saySafely('mine');
    await reader.page.route(SEND, (route) => route.abort());
    await reader.say('lost');
    await reader.page.locator('.failed').waitFor();
    await reader.choose('mine', 'Delete');
    const found = await inBothThemes(reader);
    await reader.page.keyboard.press('Escape');
    await reader.choose('mine', 'Edit');
    found.push(...(await inBothThemes(reader)));
    await reader.message('mine').locator('.message-author').click();
    await reader.page.locator('.person-card h2').waitFor();
    found.push(...(await inBothThemes(reader)));
    await reader.page.keyboard.press('Escape');
    await reader.page.keyboard.press('Control+k');
    await reader.page.getByRole('combobox').waitFor();
    found.push(...(await inBothThemes(reader)));
    await reader.page.goto(house.url + memberPages[1]);
    await reader.page.getByRole('button', { name: 'Notifications' }).click();
    found.push(...(await inBothThemes(reader)));
    const guest = await house.visitor({ viewport: { width: 320, height: 640 } });
    await guest.page.goto(`${house.url}/sign-in`);
    await guest.page.getByLabel('Username').fill('nobody');
    await guest.page.getByLabel('Password').fill('wrong');
    await guest.page.getByRole('button', { name: 'Sign in' }).click();
    await guest.page.getByRole('alert').waitFor();
    found.push(...(await inBothThemes(guest)));
    expect(found).toEqual([]);
  });
});
