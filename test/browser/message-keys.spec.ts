import { describe, expect, it } from 'vitest';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';
import { isFocused, minaWrote } from './mina.js';
import { guest, talk } from './talking.js';
import type { Visitor } from './visitor.js';
import { SEND } from './wire.js';

const house = House.open({ BUFFER_SIZE: '60' });

/** The text of the message with the focus. */
const reached = ({ page }: Visitor): Promise<string | undefined> =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    return at?.matches('.message') ? (at.querySelector('.message-body')?.textContent ?? '') : at?.id;
  });

async function press(visitor: Visitor, key: string): Promise<string | undefined> {
  await visitor.page.keyboard.press(key);
  return reached(visitor);
}

const edges = ({ log }: Visitor) =>
  log.evaluate(({ scrollTop, scrollHeight, clientHeight }) => ({
    top: scrollTop,
    bottom: scrollHeight - clientHeight - scrollTop,
  }));

describe('in the log', () => {
  it('arrow keys, Home and End lead through the messages, which say who wrote them', async () => {
    const room = freshRoom();
    const { ann, bob } = await talk(house, room);
    for (let n = 0; n < 50; n += 1) await ann.post(room, `line ${n}`);
    await bob.hears('line 49');
    await bob.log.focus();
    expect(await press(bob, 'ArrowUp')).toBe('line 49');
    expect(await press(bob, 'ArrowUp')).toBe('line 48');
    const named = bob.page.getByRole('article', { name: /^Ann \d\d:\d\d line 48$/ });
    expect(await isFocused(named)).toBe(true);
    expect(await press(bob, 'ArrowDown')).toBe('line 49');
    expect(await press(bob, 'ArrowDown')).toBe('line 49');
    expect(await press(bob, 'Home')).toBe('line 0');
    await expect.poll(async () => (await edges(bob)).top).toBeLessThan(200);
    expect(await press(bob, 'ArrowUp')).toBe('line 0');
    await ann.saySafely('line 50');
    await bob.hears('line 50');
    expect(await reached(bob)).toBe('line 0');
    expect(await press(bob, 'End')).toBe('line 50');
    await bob.page.locator('.pill').waitFor({ state: 'hidden' });
    expect(await press(bob, 'Tab')).toBe('message');
    expect(await bob.page.locator('.message[aria-label]').count()).toBe(0);
  });

  it('Page Up, Page Down, Home and End scroll it, and arrow keys go on in view', async () => {
    const room = freshRoom();
    const ann = await guest(house, room);
    for (let n = 0; n < 50; n += 1) await ann.post(room, `line ${n}`);
    const reader = await (await house.visitor()).enter(room);
    await reader.log.focus();
    expect(await press(reader, 'Home')).toBe('inbox');
    await expect.poll(async () => (await edges(reader)).top).toBe(0);
    expect(await press(reader, 'ArrowDown')).toBe('line 0');
    expect(await press(reader, 'PageDown')).toBe('inbox');
    await expect.poll(async () => (await edges(reader)).top).toBeGreaterThan(100);
    await press(reader, 'End');
    await expect.poll(async () => (await edges(reader)).bottom).toBeLessThan(2);
    await press(reader, 'PageUp');
    await expect.poll(async () => (await edges(reader)).bottom).toBeGreaterThan(100);
  });

  it('Tab goes from a message to its author and its tools', async () => {
    const { mina, other } = await minaWrote(house, 'one');
    await other.saySafely('by somebody else');
    await mina.hears('by somebody else');
    await mina.saySafely('three');
    await mina.log.focus();
    await press(mina, 'ArrowUp');
    await press(mina, 'ArrowUp');
    expect(await press(mina, 'ArrowUp')).toBe('one');
    await mina.page.keyboard.press('Tab');
    expect(await isFocused(mina.message('one').locator('.message-author'))).toBe(true);
    await mina.page.keyboard.press('Tab');
    expect(await isFocused(mina.message('one').getByLabel('Edit or delete'))).toBe(true);
  });

  it.each(['Enter', 'ContextMenu', 'Shift+F10'])(
    '%s opens the tools of the message with the focus',
    async (key) => {
      const { mina, other } = await minaWrote(house, 'one', 'two');
      await mina.log.focus();
      await press(mina, 'ArrowUp');
      expect(await press(mina, 'ArrowUp')).toBe('one');
      await mina.page.keyboard.press(key);
      expect(await isFocused(mina.bar.getByRole('button', { name: 'Edit' }))).toBe(true);
      expect(await press(mina, 'Escape')).toBe('one');
      await other.log.focus();
      await press(other, 'ArrowUp');
      expect(await press(other, key)).toBe('two'); // which is not theirs
      expect(await other.bar.isVisible()).toBe(false);
    },
  );
});

describe('the focus on a message', () => {
  it('goes to the next one when it is deleted, and stays when it is edited', async () => {
    const { room, mina, other } = await minaWrote(house);
    const ids: string[] = [];
    for (const text of ['one', 'two', 'three']) ids.push(await mina.post(room, text));
    await other.hears('three');
    await other.log.focus();
    await press(other, 'ArrowUp');
    expect(await press(other, 'ArrowUp')).toBe('two');
    await mina.change(room, ids[1] ?? '', 'two, corrected');
    await other.hears('two, corrected');
    const named = other.page.getByRole('article', { name: /two, corrected$/ });
    expect(await isFocused(named)).toBe(true);
    await mina.change(room, ids[1] ?? '');
    await other.expectTexts(['one', 'three']);
    expect(await reached(other)).toBe('three');
    await mina.change(room, ids[2] ?? '');
    await other.expectTexts(['one']);
    expect(await reached(other)).toBe('one');
    await mina.change(room, ids[0] ?? '');
    await other.expectTexts([]);
    expect(await reached(other)).toBe('inbox');
  });

  it('on a link in it goes to the message when that is edited', async () => {
    const { room, mina, other } = await minaWrote(house);
    const id = await mina.post(room, 'https://example.org/');
    await other.hears('https://example.org/');
    await other.message('https://example.org/').locator('.message-body a').focus();
    await mina.change(room, id, 'no link');
    await other.hears('no link');
    expect(await reached(other)).toBe('no link');
  });

  it('goes from what is under way to the message that the server has made of it', async () => {
    const { mina, other } = await minaWrote(house, 'one');
    const gate = new Gate();
    await mina.page.route(SEND, async (route) => {
      await gate.opened;
      await route.continue();
    });
    await mina.say('two');
    await mina.log.focus();
    expect(await press(mina, 'ArrowUp')).toBe('one');
    await press(mina, 'ArrowDown');
    expect(await isFocused(mina.page.locator('.pending'))).toBe(true);
    gate.open();
    await other.hears('two');
    await mina.page.locator('.pending').waitFor({ state: 'detached' });
    expect(await isFocused(mina.stored('two'))).toBe(true);
  });
});

describe('the names and tools of a log', () => {
  it('are not all looked for when one more comes, because there may be thousands', async () => {
    const { mina, other } = await minaWrote(house, 'one');
    await other.saySafely('two');
    await mina.hears('two');
    await mina.page.evaluate(() => {
      const log = document.querySelector('#inbox') as HTMLElement;
      const all = log.querySelectorAll.bind(log);
      log.querySelectorAll = (selector: string) => {
        log.dataset['asked'] = `${log.dataset['asked'] ?? ''} ${selector}`;
        return all(selector);
      };
    });
    await other.saySafely('three');
    await mina.hears('three');
    expect((await mina.log.getAttribute('data-asked')) ?? '').not.toMatch(/author|tools/);
  });
});
