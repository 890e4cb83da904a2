import { describe, expect, it } from 'vitest';
import { PASSWORD, signedIn, signedUp } from '../support/account.js';
import { RestClient } from '../support/rest-client.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { SEND, watchSends } from './wire.js';

const house = House.open({ LIMIT_SIGN_UP: '1000/60' });
const PICTURES = process.env['PICTURES'];

let people = 0;
const fresh = (name: string): string => `${name} ${++people}`;

/** Somebody with an account, at a browser that has a room open. */
async function atHome(name: string, room: string, options = {}) {
  const account = await signedUp(house, fresh(name));
  const browser = await (await house.browserOf(account, options)).enter(room);
  return { name: account.name, account, browser };
}

async function signOut(tab: Visitor): Promise<void> {
  await tab.page.goto(`${house.url}/account`);
  await tab.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await tab.page.waitForURL(`${house.url}/`);
}

async function signIn(tab: Visitor, name: string, room: string): Promise<void> {
  await tab.page.goto(`${house.url}/sign-in?next=${encodeURIComponent(`/room?room=${room}&create=1`)}`);
  await tab.page.getByLabel('Name').fill(name);
  await tab.page.getByLabel('Password').fill(PASSWORD);
  await tab.page.getByRole('button', { name: 'Sign in' }).click();
  await tab.page.locator('.me-name').getByText(name, { exact: true }).waitFor();
}

const banner = (tab: Visitor) => tab.page.locator('.banner');

/** What others hear in a room, by whom. */
async function heard(room: string): Promise<string[]> {
  const { entries } = await (await RestClient.at(house.url)).entries(room);
  return entries.flatMap(({ message }) =>
    message?.body === undefined ? [] : [`${message.author.name}: ${message.body}`],
  );
}

describe('a page whose person has changed', () => {
  it('sends nothing as somebody who signed in in another tab, but says so and keeps the text', async () => {
    const room = freshRoom();
    const bob = await signedUp(house, fresh('Bob'));
    const { browser } = await atHome('Ann', room);
    await browser.box.fill('by Ann alone');
    const sent = watchSends(browser);
    const tab = await browser.tab(freshRoom());
    await signOut(tab);
    await signIn(tab, bob.name, freshRoom());
    // Switching to a tab is what makes it look, if it has not heard yet.
    await browser.page.bringToFront();
    await browser.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await banner(browser).getByText(`You’re now ${bob.name}.`).waitFor();
    await browser.box.press('Enter');
    await browser.page.getByRole('button', { name: 'Send' }).click();
    expect(await browser.box.inputValue()).toBe('by Ann alone');
    if (PICTURES) await browser.page.screenshot({ path: `${PICTURES}/other.png` });

    await browser.page.getByRole('button', { name: `Continue as ${bob.name}` }).click();
    await browser.page.locator('.me-name').getByText(bob.name, { exact: true }).waitFor();
    expect(await browser.box.inputValue()).toBe('');
    await browser.saySafely('by Bob');
    expect(sent).toEqual(['by Bob']);
    expect(await heard(room)).toEqual([`${bob.name}: by Bob`]);
  });

  it('is refused by the server even if it has not noticed', async () => {
    const room = freshRoom();
    const { browser } = await atHome('Ann', room);
    const bob = await signedUp(house, fresh('Bob'));
    // It polls no more, hears no other tab, and does not say that somebody is writing.
    await browser.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
    await browser.page.route('**/writing', (route) => route.abort());
    const signed = await signedIn(house, bob.name);
    await browser.context.addCookies(
      [...signed.cookies].map(([name, value]) => ({ name, value, url: house.url })),
    );
    const answer = browser.page.waitForResponse(SEND);
    await browser.say('by Ann alone');
    expect((await answer).status()).toBe(409);
    await banner(browser).getByText(`You’re now ${bob.name}.`).waitFor();
    expect(await browser.texts()).toEqual(['by Ann alone']);
    expect(await heard(room)).toEqual([]);
  });

  it('says that one was signed out elsewhere, and continues after signing in again', async () => {
    const room = freshRoom();
    const { name, browser } = await atHome('Ann', room);
    await browser.page.route(SEND, (route) => route.abort());
    await browser.say('a letter');
    await browser.failed('a letter').message.waitFor();
    await browser.box.fill('not sent yet');
    const sent = watchSends(browser);
    await (await signedIn(house, name)).postJson('/api/sessions/end', {});
    await banner(browser).getByText('You’ve been signed out.').waitFor();
    await browser.page.unroute(SEND);
    await browser.box.press('Enter');
    expect(await browser.texts()).toEqual(['a letter']);
    expect(await browser.box.inputValue()).toBe('not sent yet');
    if (PICTURES) await browser.page.screenshot({ path: `${PICTURES}/signed-out.png` });

    await browser.page.getByRole('button', { name: 'Sign in' }).click();
    await browser.page.getByLabel('Name').fill(name);
    await browser.page.getByLabel('Password').fill(PASSWORD);
    await browser.page.getByRole('button', { name: 'Sign in' }).click();
    await browser.stored('a letter').waitFor();
    expect(await browser.box.inputValue()).toBe('not sent yet');
    expect(new Set(sent)).toEqual(new Set(['a letter']));
    expect(await heard(room)).toEqual([`${name}: a letter`]);
  });

  it('says that one was signed out if the cookies are gone, and makes no guest', async () => {
    const room = freshRoom();
    const { browser } = await atHome('Ann', room);
    await browser.box.fill('as whom?');
    await browser.context.clearCookies();
    await browser.box.press('Enter');
    await banner(browser).getByText('You’ve been signed out.').waitFor();
    expect(await heard(room)).toEqual([]);
    await browser.page.getByRole('button', { name: 'Continue as a guest' }).click();
    await browser.page.getByText('You’re a guest').waitFor();
    expect(await browser.texts()).toEqual([]);
    await browser.saySafely('as a guest');
    expect((await heard(room)).length).toBe(1);
  });

  it('sends nothing under a new identity if a visitor’s cookies are gone', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.box.fill('as whom?');
    await mina.context.clearCookies();
    await mina.box.press('Enter');
    await banner(mina).getByText('Your session has ended.').waitFor();
    expect(await heard(room)).toEqual([]);
  });

  it('does not send a visitor’s offline message under an account that signs in later', async () => {
    const room = freshRoom();
    const ann = await signedUp(house, fresh('Ann'));
    const stranger = await (await house.visitor()).enter(room);
    await stranger.context.route(SEND, (route) => route.abort());
    await stranger.say('by a stranger');
    await stranger.failed('by a stranger').message.waitFor();
    const tab = await stranger.tab(room);
    await tab.failed('by a stranger').message.waitFor();
    await signIn(tab, ann.name, room);
    await stranger.context.unroute(SEND);
    await tab.saySafely('by Ann');
    expect(await tab.texts()).toEqual(['by Ann']);
    await stranger.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await banner(stranger).getByText(`You’re now ${ann.name}.`).waitFor();
    expect(await stranger.texts()).toEqual(['by a stranger']);
    expect(await heard(room)).toEqual([`${ann.name}: by Ann`]);
  });

  it('reloads when the chat restarts, but not as somebody else', async () => {
    const { name, account, browser } = await atHome('Ann', freshRoom());
    const beginAnew = async (): Promise<void> => {
      const tab = await browser.context.newPage();
      await tab.goto(`${house.url}/assets/0/linger.svg`);
      const { epoch } = JSON.parse(
        (await browser.page.locator('.page').getAttribute('data-page')) ?? '{}',
      ) as {
        epoch: string;
      };
      const word = { type: 'stale', epoch, who: account.id, name };
      await tab.evaluate((said) => new BroadcastChannel('linger.updates.2').postMessage(said), word);
      await tab.close();
    };
    let loads = 0;
    browser.page.on('load', () => (loads += 1));
    await beginAnew();
    await expect.poll(() => loads).toBe(1);
    await browser.enter(freshRoom());

    loads = 0;
    await browser.context.clearCookies();
    await beginAnew();
    await banner(browser).getByText('You’ve been signed out.').waitFor();
    await browser.page.getByText('This page can’t send anything right now.').waitFor();
    expect(loads).toBe(0);
    expect(await browser.page.locator('.me-name').textContent()).toBe(name);
  });
});

describe('tabs of the same person', () => {
  it('follow a guest made in another tab, a new name, and a sign-up', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const tab = await mina.tab(freshRoom());
    await mina.saySafely('the first');
    const guest = (await mina.page.locator('.me-name').textContent()) ?? '';
    expect(guest).toMatch(/^Guest/);
    await tab.page.locator('.me-name').getByText(guest, { exact: true }).waitFor();
    await tab.takeName(fresh('Mina'));
    const name = (await tab.page.locator('.me-name').textContent()) ?? '';
    await mina.page.locator('.me-name').getByText(name, { exact: true }).waitFor();

    await tab.page.getByRole('link', { name: 'Sign up' }).click();
    await tab.signUp(fresh('Mina'));
    const account = (await tab.page.locator('.me-name').textContent()) ?? '';
    await mina.page.locator('.me-name').getByText(account, { exact: true }).waitFor();
    await mina.saySafely('the second');
    await tab.saySafely('the third');
    expect(await banner(mina).isVisible()).toBe(false);
    expect(await heard(room)).toContain(`${account}: the second`);
  });

  it('may write first at the same time and make one guest', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const tab = await mina.tab(room);
    await Promise.all([mina.say('one'), tab.say('two')]);
    for (const one of [mina, tab]) for (const text of ['one', 'two']) await one.stored(text).waitFor();
    expect(new Set((await heard(room)).map((text) => text.split(':')[0])).size).toBe(1);
    expect(await mina.page.locator('.message.own').count()).toBe(2);
  });
});
