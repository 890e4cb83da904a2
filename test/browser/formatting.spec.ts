import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open();
const CODE = 'const a = "<b>";\n\tfor (;;) {}';

const panel = ({ page }: Visitor) => page.getByRole('region', { name: 'Preview', exact: true });
const previewButton = ({ page }: Visitor) => page.getByRole('button', { name: 'Preview and formatting' });
const newest = ({ page }: Visitor) => page.locator('.message[id^="m"] > .message-body').last();
const copyButton = (visitor: Visitor) => newest(visitor).getByRole('button', { name: 'Copy code' });

async function said(text: string, options = {}): Promise<Visitor> {
  const mina = await (await house.visitor(options)).enter(freshRoom());
  await mina.say(text);
  await newest(mina).waitFor();
  return mina;
}

describe('a block of code', () => {
  it('is copied by its button, which takes no room and is told', async () => {
    const mina = await said(`\`\`\`js\n${CODE}\n\`\`\``);
    await mina.page.reload();
    const before = await newest(mina).boundingBox();
    await newest(mina).locator('pre').hover();
    await copyButton(mina).click();
    await mina.page.locator('.announcer').getByText('Code copied').waitFor();
    expect(await newest(mina).boundingBox()).toEqual(before);
    expect(await newest(mina).textContent()).toBe(`${CODE}\n`);
    await mina.box.focus();
    await mina.page.keyboard.press('ControlOrMeta+V');
    expect(await mina.box.inputValue()).toBe(CODE);
    expect(mina.complaints).toEqual([]);
  });

  it('scrolls in itself, on a narrow page too', async () => {
    const mina = await said(`\`\`\`\n${'a'.repeat(300)}\n\`\`\``, { viewport: { width: 320, height: 640 } });
    expect(await mina.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const wide = await newest(mina)
      .locator('pre > code')
      .evaluate((code) => [code.scrollWidth, code.clientWidth]);
    expect(wide[0]).toBeGreaterThan(wide[1] as number);
    expect(await mina.log.evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
  });

  it('is edited as it was typed', async () => {
    const text = '**a** `b`';
    const mina = await said(text);
    await mina.box.press('ArrowUp');
    expect(await mina.editor.inputValue()).toBe(text);
    await mina.editor.fill('**a** `c`');
    await mina.editor.press('Enter');
    await expect.poll(() => newest(mina).locator('code').textContent()).toBe('c');
    await mina.box.press('ArrowUp');
    expect(await mina.editor.inputValue()).toBe('**a** `c`');
  });
});

describe('a preview', () => {
  it('is what is sent, follows the text, and closes with it', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.box.fill('**a**');
    await previewButton(mina).click();
    await panel(mina).locator('strong').getByText('a', { exact: true }).waitFor();
    await mina.box.fill('~~b~~\n- c');
    await panel(mina).locator('li').waitFor();
    const shown = await panel(mina)
      .locator('.message-body')
      .evaluate((body) => body.outerHTML);
    await mina.box.press('Enter');
    await newest(mina).waitFor();
    expect(await newest(mina).evaluate((body) => body.outerHTML)).toBe(shown);
    expect(await panel(mina).count()).toBe(0);
    expect(mina.complaints).toEqual([]);
  });

  it('says what can be typed, by keyboard and in Chinese', async () => {
    const xiaoyu = await (await house.visitor({ locale: 'zh-CN' })).enter(freshRoom());
    const button = xiaoyu.page.getByRole('button', { name: '预览和格式' });
    await button.focus();
    await xiaoyu.page.keyboard.press('Enter');
    await xiaoyu.page.getByRole('region', { name: '预览' }).getByText('**粗体**').waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await xiaoyu.page.keyboard.press('Enter');
    expect(await xiaoyu.page.getByRole('region', { name: '预览' }).count()).toBe(0);
  });

  it('is there while a message is edited', async () => {
    const mina = await said('plain');
    await mina.box.press('ArrowUp');
    await mina.editor.fill('*a*');
    await mina.page.locator('.edit').getByRole('button', { name: 'Preview and formatting' }).click();
    await panel(mina).locator('em').waitFor();
  });
});

describe('emoji', () => {
  it('alone are large', async () => {
    const mina = await said('🎉');
    const size = () => newest(mina).evaluate((body) => parseFloat(getComputedStyle(body).fontSize));
    expect(await size()).toBeGreaterThan(28);
    await mina.say('🎉 yes');
    await mina.stored('🎉 yes').waitFor();
    expect(await size()).toBeLessThan(20);
  });
});

describe('from right to left', () => {
  it('lists and quotes stand at the right, and code does not', async () => {
    const mina = await said('שלום\n> ציטוט\n- רשימה\n```\ncode\n```');
    const of = (selector: string, name: string) =>
      newest(mina)
        .locator(selector)
        .evaluate((one, style) => getComputedStyle(one).getPropertyValue(style), name);
    expect([await of('blockquote', 'border-right-width'), await of('ul', 'direction')]).toEqual([
      '3px',
      'rtl',
    ]);
    expect(await of('pre', 'direction')).toBe('ltr');
  });
});

describe('a screen reader', () => {
  it('hears a message without its marks', async () => {
    const room = freshRoom();
    const reader = await (await house.visitor()).enter(room);
    const writer = await (await house.visitor()).enter(room);
    await writer.say('**loud** `code`');
    await reader.page
      .locator('.announcer')
      .getByText(/: loud code$/)
      .waitFor();
  });
});
