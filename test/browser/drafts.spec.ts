import { describe, expect, it } from 'vitest';
import { PASSWORD, signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';

const house = House.open();

describe('a draft', () => {
  it('survives its tab whole, however long it is', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const text = `${'a long line '.repeat(5200)}its end`;
    expect(text.length).toBeGreaterThan(60_000);
    await mina.box.fill(text);
    const next = await mina.tab(freshRoom());
    await mina.page.close();
    await next.enter(room);
    expect(await next.box.inputValue()).toBe(text);
  });

  it('is kept beside many: the first is there after thirty others', async () => {
    const mina = await house.visitor();
    const rooms = Array.from({ length: 30 }, freshRoom);
    for (const room of rooms) {
      await mina.enter(room);
      await mina.box.fill(`for ${room}`);
    }
    await mina.enter(rooms[0]);
    expect(await mina.box.inputValue()).toBe(`for ${rooms[0]}`);
  });

  it('stays when the visitor becomes a guest in another room', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.box.fill('not yet');
    await mina.enter(freshRoom());
    await mina.saySafely('the first words');
    await mina.enter(room);
    expect(await mina.box.inputValue()).toBe('not yet');
  });

  it('stays when the visitor signs up, and not when they sign in', async () => {
    const room = freshRoom();
    const known = await signedUp(house, 'Known');
    for (const [button, name, text] of [
      ['Sign up', 'Newly known', 'half a thought'],
      ['Sign in', known.name, ''],
    ] as const) {
      const visitor = await (await house.visitor()).enter(room);
      await visitor.box.fill('half a thought');
      await visitor.page.getByRole('link', { name: button }).click();
      await visitor.page.getByLabel('Name').fill(name);
      await visitor.page.getByLabel('Password').fill(PASSWORD);
      await visitor.page.getByRole('button', { name: button }).click();
      await visitor.page.locator('.me-name').getByText(name, { exact: true }).waitFor();
      await visitor.enter(room);
      expect([button, await visitor.box.inputValue()]).toEqual([button, text]);
    }
  });

  it('that cannot be stored says so, and asks before the page is left', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.box.fill('this fits');
    expect(await mina.page.locator('#composer-note').textContent()).toBe('');
    const asked: string[] = [];
    mina.page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await mina.page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await mina.box.pressSequentially(', this does not');
    await mina.page.getByText('This browser is out of storage, so your draft isn’t saved.').waitFor();
    await mina.page.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
    expect(await mina.box.inputValue()).toBe('this fits, this does not');
    await mina.say('this fits, this does not');
    await mina.stored('this fits, this does not').waitFor();
    expect(await mina.page.locator('#composer-note').textContent()).toBe('');
  });

  it('that is copied into another tab is sent once, and what else was written there stays', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.box.fill('one draft');
    const copy = await mina.tab(room);
    const other = await mina.tab(room);
    expect(await copy.box.inputValue()).toBe('one draft');
    await other.box.fill('something else');
    await mina.say('one draft');
    await mina.stored('one draft').waitFor();
    await expect.poll(() => copy.box.inputValue()).not.toBe('one draft');
    expect(await other.box.inputValue()).toBe('something else');
    await other.page.reload();
    expect(await other.box.inputValue()).toBe('something else');
  });
});

describe('signing out', () => {
  it('deletes the drafts, rooms and pending messages of that person, and of nobody else', async () => {
    const room = freshRoom();
    const [ann, bob] = [await signedUp(house, 'Ann leaves'), await signedUp(house, 'Bob stays')];
    const cookies = (of: typeof ann) =>
      [...of.cookies].map(([name, value]) => ({ name, value, url: house.url }));
    const browser = await (await house.browserOf(bob)).enter(room);
    await browser.box.fill('by Bob');
    await browser.context.addCookies(cookies(ann));
    await browser.enter(room);
    expect(await browser.box.inputValue()).toBe('');
    await browser.box.fill('by Ann');
    await browser.page.getByRole('link', { name: 'Your account' }).click();
    const kept = () =>
      browser.page.evaluate((id) => Object.keys(localStorage).filter((key) => key.includes(id)), ann.id);
    expect((await kept()).length).toBeGreaterThan(1);
    await browser.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await browser.page.getByText('You’re a guest').waitFor();
    expect(await kept()).toEqual([]);
    expect(await browser.page.locator('.room-list').textContent()).not.toContain(room);

    await browser.context.addCookies(cookies(bob));
    await browser.enter(room);
    expect(await browser.box.inputValue()).toBe('by Bob');
  });

  it('leaves their text in another tab, where nobody else can send it', async () => {
    const room = freshRoom();
    const ann = await signedUp(house, 'Ann typing');
    const open = await (await house.browserOf(ann)).enter(room);
    await open.box.fill('half a thought');
    const tab = await open.tab(freshRoom());
    await tab.page.goto(`${house.url}/account`);
    await tab.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await tab.page.getByText('You’re a guest').waitFor();
    await open.page.locator('.banner').getByText('You’ve been signed out.').waitFor();
    expect(await open.box.inputValue()).toBe('half a thought');
    await tab.enter(room);
    expect(await tab.box.inputValue()).toBe('');
  });
});
