import { describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';

const house = House.open();
const noScript = { javaScriptEnabled: false };

describe('without JavaScript', () => {
  it('one can read, send and find new messages', async () => {
    const room = freshRoom();
    const other = await (await house.visitor()).enter(room);
    await other.saySafely('are you there?');
    const plain = await (await house.visitor(noScript)).enter(room);
    expect(await plain.texts()).toEqual(['are you there?']);

    await plain.box.fill('yes,\nas ever');
    await plain.page.getByRole('button', { name: 'Send' }).click();
    await other.expectTexts(['are you there?', 'yes,\nas ever']);
    expect(new URL(plain.page.url()).searchParams.get('room')).toBe(room);
    expect(await plain.texts()).toEqual(['are you there?', 'yes,\nas ever']);

    await other.saySafely('good');
    await plain.page.getByRole('link', { name: 'Check for new messages' }).click();
    await plain.expectTexts(['are you there?', 'yes,\nas ever', 'good']);
  });

  it('the log opens at its end', async () => {
    const room = freshRoom();
    const author = await (await house.visitor()).enter(room);
    for (let n = 1; n <= 30; n += 1) await author.saySafely(`line ${n}`);
    const plain = await (await house.visitor(noScript)).enter(room);
    await plain.page.locator('.composer .check').waitFor();

    const last = await plain.message('line 30').boundingBox();
    const first = await plain.message('line 1').boundingBox();
    expect(last?.y).toBeGreaterThan(0);
    expect(last?.y).toBeLessThan(720);
    expect(first?.y).toBeLessThan(0);
  });

  it('one can change the name', async () => {
    const room = freshRoom();
    const plain = await (await house.visitor(noScript)).enter(room);
    await plain.page.locator('.me summary').click();
    await plain.page.locator('#name').fill('Plain Jane');
    await plain.page.getByRole('button', { name: 'Save' }).click();
    await plain.page.locator('.me-name').getByText('Plain Jane').waitFor();
    await plain.box.fill('hello');
    await plain.page.getByRole('button', { name: 'Send' }).click();

    await plain.expectTexts(['hello']);
    expect(await plain.page.locator('.message-author').textContent()).toBe('Plain Jane');
  });

  it('one can change the language, open a room, and return to the list', async () => {
    const plain = await (await house.visitor({ ...noScript, viewport: { width: 390, height: 844 } })).enter();
    await plain.page.getByRole('button', { name: 'Rooms and settings' }).click();
    await plain.page.getByRole('link', { name: 'Settings' }).click();
    await plain.page.waitForURL('**/preferences');
    await plain.prefer({ language: 'zh-CN' });
    await plain.enter();
    await plain.page.getByRole('button', { name: '房间与设置' }).click();
    await plain.page.getByLabel('打开房间').fill('42');
    await plain.page.getByRole('button', { name: '打开', exact: true }).click();
    await plain.page.waitForURL('**/room?room=42');
    await plain.page.getByRole('link', { name: '创建开放房间“42”' }).click();
    await plain.page.waitForURL('**/room?room=42&create=1');

    expect(await plain.page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await plain.page.locator('h1').textContent()).toBe('42');
  });

  it('a refused text is not lost', async () => {
    const room = freshRoom();
    const plain = await (await house.visitor(noScript)).enter(room);
    await plain.box.fill('x'.repeat(4001));
    await plain.page.getByRole('button', { name: 'Send' }).click();
    await plain.page.getByRole('heading', { name: 'Your message is too long' }).waitFor();
    const draft = plain.page.getByLabel('Your message');
    expect(await draft.inputValue()).toBe('x'.repeat(4001));

    await draft.fill('x'.repeat(4000));
    await plain.page.getByRole('button', { name: 'Send' }).click();
    await (await (await house.visitor()).enter(room)).expectTexts(['x'.repeat(4000)]);
  });
});
