import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { watchSends } from './wire.js';

const house = House.open();

describe('Enter', () => {
  it('sends, keeps the focus in the box and empties it', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.saySafely('hello');

    expect(await mina.box.inputValue()).toBe('');
    expect(await mina.box.evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it('with Shift starts a new line', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.box.pressSequentially('one');
    await mina.box.press('Shift+Enter');
    await mina.box.pressSequentially('two');
    expect(await mina.box.inputValue()).toBe('one\ntwo');
    await mina.box.press('Enter');

    await mina.expectTexts(['one\ntwo']);
  });

  it('sends nothing when there is nothing but white space, and says so until something is typed', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    const sent = watchSends(mina);
    await mina.say('  \n\u200b ');
    const note = mina.page.getByRole('status').getByText('Write something first.');
    await note.waitFor();
    await mina.box.pressSequentially('s');
    await note.waitFor({ state: 'detached' });
    await mina.saySafely('something');

    expect(sent).toEqual(['something']);
  });

  it('is a new line on a phone; the button sends and the focus returns', async () => {
    const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
    const mina = await (await house.visitor(phone)).enter(freshRoom());
    expect(await mina.box.getAttribute('enterkeyhint')).toBe('enter');
    await mina.box.tap();
    await mina.box.pressSequentially('one');
    await mina.box.press('Enter');
    await mina.box.pressSequentially('two');
    expect(await mina.box.inputValue()).toBe('one\ntwo');
    await mina.page.getByRole('button', { name: 'Send' }).tap();

    await mina.expectTexts(['one\ntwo']);
    expect(await mina.box.evaluate((box) => box === document.activeElement)).toBe(true);
  });
});

describe('an input method', () => {
  it('can use Enter to choose a word, which sends nothing', async () => {
    const xiaoyu = await (await house.visitor({ locale: 'zh-CN' })).enter(freshRoom());
    const sent = watchSends(xiaoyu);
    const keys = await recordEnterKeys(xiaoyu);
    const input = await xiaoyu.context.newCDPSession(xiaoyu.page);
    await xiaoyu.box.focus();

    await input.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 });
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
    await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    await input.send('Input.insertText', { text: '你好' });
    expect(await keys()).toEqual([{ isComposing: true }]);
    expect(await xiaoyu.box.inputValue()).toBe('你好');
    await xiaoyu.box.press('Enter');

    await xiaoyu.expectTexts(['你好']);
    expect(sent).toEqual(['你好']);
  });

  it('in Safari ends the composition before the key event, whose keyCode 229 prevents sending', async () => {
    const xiaoyu = await (await house.visitor({ locale: 'zh-CN' })).enter(freshRoom());
    const sent = watchSends(xiaoyu);
    await xiaoyu.box.fill('你好');
    const prevented = await xiaoyu.box.evaluate((box) => {
      const press = (keyCode: number) =>
        !box.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', keyCode, bubbles: true, cancelable: true }),
        );
      box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      box.dispatchEvent(new CompositionEvent('compositionend', { data: '你好', bubbles: true }));
      return { byInputMethod: press(229), byHand: press(13) };
    });

    expect(prevented).toEqual({ byInputMethod: false, byHand: true });
    await xiaoyu.expectTexts(['你好']);
    expect(sent).toEqual(['你好']);
  });
});

describe('the message box', () => {
  it('grows with the text, up to a limit', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    const height = () => mina.box.evaluate((box) => box.getBoundingClientRect().height);
    const one = await height();
    await mina.box.fill('a\nb\nc');
    const three = await height();
    await mina.box.fill('line\n'.repeat(200));
    const many = await height();

    expect(three).toBeGreaterThan(one * 1.5);
    expect(many).toBeGreaterThan(three);
    expect(many).toBeLessThan(300);
    await mina.box.fill('');
    expect(await height()).toBe(one);
  });

  it('keeps a draft through a reload, a change of language and another room, until it is sent', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.box.fill('half a thou');
    await mina.page.reload();
    expect(await mina.box.inputValue()).toBe('half a thou');
    await mina.prefer({ language: 'zh-CN' });
    expect(await mina.box.inputValue()).toBe('half a thou');
    await mina.enter(freshRoom());
    expect(await mina.box.inputValue()).toBe('');
    await mina.enter(room);
    expect(await mina.box.inputValue()).toBe('half a thou');

    await mina.saySafely('a whole thought');
    await mina.page.reload();
    expect(await mina.box.inputValue()).toBe('');
  });

  it.each([
    ['\n\tMon\tTue\nAnn\t1\t2\n', '\tMon\tTue\nAnn\t1\t2'],
    ['　　第一段。\n　　第二段。\u3000', '　　第一段。\n　　第二段。'],
    ['\u200b\n \n    code\n  \u00a0\n', '    code'],
  ])('sends %j with its indentation, as the server stores and shows it', async (written, stored) => {
    const mina = await (await house.visitor()).enter(freshRoom());
    const sent = watchSends(mina);
    await mina.box.fill(written);
    await mina.box.press('Enter');
    await mina.page.locator('.message[id^="m"]').waitFor();

    expect(sent).toEqual([stored]);
    await mina.page.reload();
    expect(await mina.texts()).toEqual([stored]);
    const body = mina.page.locator('.message-body');
    const indent = await body.evaluate((text) => {
      const range = document.createRange();
      const offset = text.textContent.search(/\S/);
      range.setStart(text.firstChild as Node, offset);
      range.setEnd(text.firstChild as Node, offset + 1);
      return range.getBoundingClientRect().left - text.getBoundingClientRect().left;
    });
    expect(indent).toBeGreaterThan(25); // the padding alone is 14 px
  });

  it('says by how much a text is too long, as the server counts, and keeps all of it', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    const sent = watchSends(mina);
    await mina.box.fill('😀'.repeat(4001));
    await mina.page.getByText('1 character over the limit').waitFor();
    await mina.box.press('Enter');
    await mina.page.getByRole('status').getByText('Too long to send: 1 character over the limit').waitFor();
    expect(await mina.box.inputValue()).toBe('😀'.repeat(4001));
    await mina.box.fill('😀'.repeat(4000));
    await mina.page.getByText('0 characters left').waitFor();
    await mina.box.press('Enter');

    await mina.stored('😀'.repeat(4000)).waitFor();
    expect(sent).toHaveLength(1);
  });
});

async function recordEnterKeys(visitor: Visitor): Promise<() => Promise<{ isComposing: boolean }[]>> {
  await visitor.box.evaluate((box) => {
    const seen: { isComposing: boolean }[] = [];
    Object.assign(window, { seen });
    const note = (event: Event) => seen.push({ isComposing: (event as KeyboardEvent).isComposing });
    box.addEventListener('keydown', note, { capture: true });
  });
  return () => visitor.page.evaluate(() => (window as unknown as { seen: { isComposing: boolean }[] }).seen);
}
