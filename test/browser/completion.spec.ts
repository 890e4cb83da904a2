import { beforeAll, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { groupOf } from '../support/groups.js';
import { RestClient } from '../support/rest-client.js';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { watchSends } from './wire.js';

const house = House.open({ LIMITS: 'off' });
const PEOPLE = /\/api\/rooms\/[^/]+\/people\?/;
let ann: Account;
let annette: Account;
let xiaoyu: Account;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  annette = await signedUp(house, 'Annette Lee');
  xiaoyu = await signedUp(house, '小雨');
});

const options = ({ page }: Visitor) => page.getByRole('option');

async function expectOptions(visitor: Visitor, expected: string[]): Promise<void> {
  await expect.poll(() => options(visitor).allInnerTexts()).toEqual(expected);
}

/** A page of a room in which these have written, the last of them last. */
async function entered(visitor: Visitor, ...writers: RestClient[]): Promise<Visitor> {
  const room = freshRoom();
  for (const writer of writers) await writer.say(room, 'hello');
  return visitor.enter(room);
}

describe('an @ in the message box', () => {
  it('suggests who wrote in the room, guests marked; Enter takes the first, and Enter again sends', async () => {
    const guest = await RestClient.at(house.url);
    const mina = await entered(await house.visitor(), ann, xiaoyu, annette, guest);
    const sent = watchSends(mina);
    await mina.box.pressSequentially('hi @');
    const { name } = await guest.me();
    await expect.poll(() => options(mina).allInnerTexts()).toHaveLength(4);
    expect((await options(mina).first().innerText()).split(/\s*\n\s*/)).toEqual([name, 'guest']);
    await mina.box.pressSequentially('an');
    await expectOptions(mina, ['Annette Lee', 'Ann']);
    await mina.box.press('Enter');
    expect(await mina.box.inputValue()).toBe('hi @Annette Lee ');
    await expectOptions(mina, []);
    await mina.box.pressSequentially('and you');
    await mina.box.press('Enter');
    await mina.stored('hi @Annette Lee and you').waitFor();
    expect(sent).toEqual(['hi @Annette Lee and you']);
    expect(mina.complaints).toEqual([]);
  });

  it('is a combobox for screen readers while there are suggestions, and a plain box otherwise', async () => {
    const mina = await entered(await house.visitor(), ann, annette);
    await mina.box.pressSequentially('@an');
    await expectOptions(mina, ['Annette Lee', 'Ann']);
    const active = async () => {
      const selected = await mina.page.locator('[aria-selected="true"]').allInnerTexts();
      const id = await mina.box.getAttribute('aria-activedescendant');
      expect(selected).toEqual([await mina.page.locator(`[id="${id}"]`).innerText()]);
      return selected[0];
    };
    const list = mina.page.getByRole('listbox', { name: 'Suggestions' });
    expect(await mina.box.getAttribute('role')).toBe('combobox');
    expect(await mina.box.getAttribute('aria-controls')).toBe(await list.getAttribute('id'));
    const seen = [await active()];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await mina.box.press(key);
      seen.push(await active());
    }
    expect(seen).toEqual(['Annette Lee', 'Ann', 'Annette Lee', 'Ann']);
    await mina.box.press('Tab');
    expect(await mina.box.inputValue()).toBe('@Ann ');
    expect(await mina.box.evaluate((box) => box === document.activeElement)).toBe(true);
    for (const name of ['role', 'aria-expanded', 'aria-controls', 'aria-activedescendant'])
      expect([name, await mina.box.getAttribute(name)]).toEqual([name, null]);
  });

  it('takes a name by a press, within a text, and can be undone', async () => {
    const mina = await entered(await house.visitor(), ann, annette);
    await mina.box.fill('ask @an about it');
    for (let i = 0; i < ' about it'.length; i++) await mina.box.press('ArrowLeft');
    await mina.box.pressSequentially('n');
    await options(mina).filter({ hasText: /^Ann$/ }).click();
    expect(await mina.box.inputValue()).toBe('ask @Ann about it');
    expect(await mina.box.evaluate((box: HTMLTextAreaElement) => box.selectionStart)).toBe('ask @Ann'.length);
    await mina.box.press('Control+z');
    expect(await mina.box.inputValue()).toBe('ask @ann about it');
  });

  it('closes with Esc, also while more is typed, and when the caret or the focus leaves; elsewhere it opens again', async () => {
    const mina = await entered(await house.visitor(), ann, annette);
    await mina.box.pressSequentially('@a');
    await expectOptions(mina, ['Annette Lee', 'Ann']);
    await mina.box.press('Escape');
    await expectOptions(mina, []);
    await mina.box.pressSequentially('nn');
    await mina.box.press('Enter');
    await mina.stored('@ann').waitFor();
    await mina.box.pressSequentially('so @a');
    await expectOptions(mina, ['Annette Lee', 'Ann']);
    await mina.box.press('Home');
    await expectOptions(mina, []);
    await mina.box.press('End');
    await mina.box.pressSequentially('n');
    await expectOptions(mina, ['Annette Lee', 'Ann']);
    await mina.log.focus();
    await expectOptions(mina, []);
  });

  it('is left alone in a word, with nobody of that name, and once the name is complete', async () => {
    const mina = await entered(await house.visitor(), annette, ann);
    let asked = 0;
    mina.page.on('request', (request) => (asked += PEOPLE.test(request.url()) ? 1 : 0));
    await mina.box.pressSequentially('me@ann');
    expect(asked).toBe(0);
    await mina.box.fill('');
    await mina.box.pressSequentially('@bo and others');
    await expect.poll(() => asked).toBeGreaterThan(0);
    await mina.box.press('Enter');
    await mina.stored('@bo and others').waitFor();
    // For @, @b and @bo.
    expect(asked).toBeLessThan(4);
    await mina.box.pressSequentially('@Annette Le');
    await expectOptions(mina, ['Annette Lee']);
    await mina.box.pressSequentially('e');
    await expectOptions(mina, []);
    await mina.box.press('Enter');
    await mina.stored('@Annette Lee').waitFor();
  });

  it('looks up what was typed last, however slow the first answer, and stays closed if it was sent meanwhile', async () => {
    const mina = await entered(await house.visitor(), ann, annette);
    const gate = new Gate();
    await mina.page.route(/people\?name=a$/, async (route) => {
      await gate.opened;
      await route.continue();
    });
    const asked = mina.page.waitForRequest(PEOPLE);
    await mina.box.pressSequentially('@a');
    await asked;
    await mina.box.pressSequentially('nne');
    gate.open();
    await expectOptions(mina, ['Annette Lee']);
    await mina.box.press('Control+Enter');
    await expectOptions(mina, []);
    await mina.stored('@anne').waitFor();
  });

  it('finds Chinese names, without a space before the sign, and leaves the keys to an input method', async () => {
    const mina = await entered(await house.visitor({ locale: 'zh-CN' }), ann, xiaoyu);
    await mina.box.pressSequentially('你好＠');
    await expectOptions(mina, ['小雨', 'Ann']);
    const input = await mina.context.newCDPSession(mina.page);
    await input.send('Input.imeSetComposition', { text: 'xiao', selectionStart: 4, selectionEnd: 4 });
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    await input.send('Input.insertText', { text: '小' });
    await expectOptions(mina, ['小雨']);
    const isTaken = await mina.box.evaluate(
      (box) =>
        !box.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }),
        ),
    );
    expect(isTaken).toBe(false);
    await mina.box.press('Enter');
    expect(await mina.box.inputValue()).toBe('你好@小雨 ');
  });

  it('works by touch on a narrow screen, beside the box and within the window', async () => {
    const mina = await house.visitor({
      hasTouch: true,
      isMobile: true,
      viewport: { width: 320, height: 560 },
    });
    await entered(mina, ann, annette);
    await mina.box.tap();
    await mina.box.pressSequentially('@');
    await expectOptions(mina, ['Annette Lee', 'Ann']);
    const [list, box] = [await mina.page.getByRole('listbox').boundingBox(), await mina.box.boundingBox()];
    expect(list && box && list.y + list.height).toBeLessThanOrEqual(box?.y ?? 0);
    expect(list && list.x + list.width).toBeLessThanOrEqual(320);
    await options(mina).last().tap();
    expect(await mina.box.inputValue()).toBe('@Ann ');
    expect(await mina.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});

describe('an @ in the box for a change of a message', () => {
  it('suggests the members of a group; Esc closes the suggestions first, and then the box', async () => {
    const room = await groupOf(ann, annette, xiaoyu);
    const message = await ann.say(room, 'ask');
    const visitor = await house.browserOf(ann);
    await visitor.page.goto(`${house.url}/room?room=${room}`);
    await visitor.choose('ask', 'Edit');
    await visitor.editor.pressSequentially(' @');
    await expectOptions(visitor, ['Annette Lee', '小雨']);
    await visitor.editor.press('Escape');
    await expectOptions(visitor, []);
    await visitor.editor.press('Escape');
    await visitor.editor.waitFor({ state: 'detached' });
    await visitor.choose('ask', 'Edit');
    await visitor.editor.pressSequentially(' @an');
    await expectOptions(visitor, ['Annette Lee']);
    await visitor.editor.press('Enter');
    await visitor.editor.press('Control+Enter');
    await visitor.hears('ask @Annette Lee');
    const { entries } = await annette.entries(room);
    expect(entries.find((entry) => entry.seq === message.seq)?.message?.mentions).toEqual([annette.id]);
  });
});
