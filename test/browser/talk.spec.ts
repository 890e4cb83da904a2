import { describe, expect, it } from 'vitest';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';
import { POLL } from './wire.js';

const house = House.open();

describe('two visitors', () => {
  it('get each other’s messages in the lobby', async () => {
    const mina = await (await house.visitor()).enter();
    const tomas = await (await house.visitor()).enter();

    await mina.say('Good morning');
    await tomas.hears('Good morning');
    await tomas.say('And to you');
    await mina.hears('And to you');

    expect(await mina.texts()).toEqual(['Good morning', 'And to you']);
    expect(await tomas.texts()).toEqual(['Good morning', 'And to you']);
  });

  it('get each other’s messages in room 42, in Chinese, and none of the lobby', async () => {
    const lobby = await (await house.visitor()).enter();
    const xiaoyu = await (await house.visitor({ locale: 'zh-CN' })).enter();
    await xiaoyu.page.getByLabel('打开房间').fill('42');
    await xiaoyu.page.getByRole('button', { name: '打开', exact: true }).click();
    await xiaoyu.page.waitForURL('**/room?room=42');
    await xiaoyu.page.getByRole('link', { name: '创建开放房间“42”' }).click();
    await xiaoyu.page.waitForURL('**/room?room=42&create=1');
    const chenli = await (await house.visitor({ locale: 'zh-CN' })).enter('42');

    await lobby.saySafely('Only for the lobby');
    await xiaoyu.say('有人在吗？');
    await chenli.hears('有人在吗？');
    await chenli.say('在的');
    await xiaoyu.hears('在的');
    // The lobby's message arrived after all this, so one of the room would have arrived as well.
    await (await (await house.visitor()).enter()).saySafely('Still the lobby');
    await lobby.hears('Still the lobby');

    await xiaoyu.expectTexts(['有人在吗？', '在的']);
    await chenli.expectTexts(['有人在吗？', '在的']);
    expect(await lobby.texts()).not.toContain('有人在吗？');
  });

  it('see earlier messages, line for line', async () => {
    const room = freshRoom();
    const text = 'Two lines:\n    first\n\n  second';
    const early = await (await house.visitor()).enter(room);
    await early.box.fill(text);
    await early.box.press('Enter');
    const stored = early.page.locator('.message[id^="m"] .message-body');
    await stored.waitFor();

    const late = await (await house.visitor()).enter(room);

    expect(await stored.textContent()).toBe(text);
    await late.expectTexts([text]);
    await early.page.reload();
    await early.expectTexts([text]);
  });

  it('recognise their own messages, before and after a reload', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const tomas = await (await house.visitor()).enter(room);
    await mina.saySafely('from Mina');
    await tomas.saySafely('from Tomás');
    await mina.hears('from Tomás');

    const own = () => mina.page.locator('.message.own .message-body').allTextContents();
    expect(await own()).toEqual(['from Mina']);
    await mina.page.reload();
    await mina.hears('from Tomás');
    expect(await own()).toEqual(['from Mina']);
  });

  it('miss nothing between the page and its first poll', async () => {
    const room = freshRoom();
    const late = await house.visitor();
    const gate = new Gate();
    await late.page.route(POLL, async (route) => {
      await gate.opened;
      await route.continue();
    });
    await late.enter(room);
    expect(await late.texts()).toEqual([]);

    const early = await (await house.visitor()).enter(room);
    await early.saySafely('just in between');
    gate.open();

    await late.expectTexts(['just in between']);
  });
});

describe('a visitor’s identity', () => {
  it('is that of a guest after the first message, with a name that can be changed in place', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const other = await (await house.visitor()).enter(room);
    expect(await mina.page.locator('.me-label').textContent()).toBe('You’re a guest');

    await mina.saySafely('first');
    await expect.poll(() => mina.page.locator('.me-name').textContent()).toMatch(/^Guest \d+$/);
    await mina.takeName('Mina');
    await mina.saySafely('second');

    await other.hears('second');
    expect(await other.message('second').locator('.message-author').textContent()).toBe('Mina');
    expect(await other.message('first').locator('.message-author').textContent()).toMatch(/^Guest \d+$/);
  });

  it('is known to all tabs after the first message under a new name', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.saySafely('first');
    const tab = await mina.context.newPage();
    await tab.goto(mina.page.url());
    await mina.takeName('Mina');
    await mina.saySafely('second');

    await tab.locator('.me-name').getByText('Mina', { exact: true }).waitFor();
    expect(await tab.locator('#name').inputValue()).toBe('Mina');
  });

  it('keeps the draft when a name is refused with a reason', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.page.locator('.me summary').click();
    await mina.page.locator('#name').fill('x'.repeat(41));
    await mina.page.locator('#name').press('Enter');

    await mina.page.getByText('A name can have up to 40 characters.').waitFor();
    expect(await mina.page.locator('#name').inputValue()).toBe('x'.repeat(41));
  });
});

describe('the list of rooms', () => {
  it('remembers rooms visited in this browser', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.enter();
    await mina.page.locator('.room-list').getByRole('link', { name: room, exact: true }).click();
    await mina.page.waitForURL('**/room?**');

    expect(await mina.page.locator('h1').textContent()).toBe(room);
    const current = mina.page.locator('.room-list [aria-current="page"]');
    expect(await current.allTextContents()).toEqual([room]);
  });
});

describe('times', () => {
  it('are shown in the reader’s time zone, with the full date as a title', async () => {
    const room = freshRoom();
    const author = await (await house.visitor({ timezoneId: 'UTC' })).enter(room);
    await author.saySafely('what time is it?');
    const far = await (await house.visitor({ timezoneId: 'Pacific/Kiritimati' })).enter(room);
    const time = far.page.locator('.message time');

    const at = new Date((await time.getAttribute('datetime')) ?? '');
    const there = new Date(at.getTime() + 14 * 3600_000).toISOString();
    expect(await time.textContent()).toBe(there.slice(11, 16));
    expect(await time.getAttribute('title')).toContain(there.slice(0, 4));
    expect(await author.page.locator('.message time').textContent()).toBe(at.toISOString().slice(11, 16));
  });
});

describe('languages', () => {
  it('follow the browser, can be switched, and are remembered', async () => {
    const xiaoyu = await (await house.visitor({ locale: 'zh-CN' })).enter();
    expect(await xiaoyu.page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await xiaoyu.page.locator('h1').textContent()).toBe('大厅');

    await xiaoyu.prefer({ language: 'en' });
    await xiaoyu.enter('42');

    expect(await xiaoyu.page.locator('html').getAttribute('lang')).toBe('en');
    expect(await xiaoyu.box.getAttribute('placeholder')).toBe('Write a message');
  });
});
