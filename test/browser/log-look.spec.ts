import { describe, expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';
import { guest, talk } from './talking.js';
import type { Visitor } from './visitor.js';

const house = House.open({ BUFFER_SIZE: '20' });

const mentioning = ({ page }: Visitor) => page.locator('.mentions-me .message-body').allTextContents();

describe('a message', () => {
  it.each([
    ['en-US', /^\d{1,2}:\d\d\s[AP]M$/],
    ['en-GB', /^\d\d:\d\d$/],
    ['zh-CN', /^\d\d:\d\d$/],
  ])('shows its time as is usual in %s', async (locale, usual) => {
    const room = freshRoom();
    const ann = await guest(house, room);
    await ann.saySafely('one');
    const reader = await (await house.visitor({ locale })).enter(room);
    expect(await reader.message('one').locator('time').textContent()).toMatch(usual);
  });

  it('below another of the same head shows its time under the pointer', async () => {
    const room = freshRoom();
    const ann = await guest(house, room);
    for (const text of ['one', 'two']) await ann.saySafely(text);
    const time = ann.message('two').locator('time');
    const opacity = () => time.evaluate((element) => getComputedStyle(element).opacity);
    await ann.box.hover();
    expect(await opacity()).toBe('0');
    await ann.message('two').hover();
    expect(await opacity()).toBe('1');
  });

  it('that mentions its reader stands out, and for nobody else', async () => {
    const room = freshRoom();
    const name = `Cleo ${room.replace(/\W/g, '')}`.slice(0, 20);
    const cleo = await signedUp(house, name);
    const { ann, bob } = await talk(house, room);
    await ann.saySafely(`hello @${name}`);
    await ann.saySafely('hello all');
    const reader = await (await house.browserOf(cleo)).enter(room);
    expect(await mentioning(reader)).toEqual([`hello @${name}`]);
    await bob.hears('hello all');
    expect(await mentioning(bob)).toEqual([]);
  });
});

it('the beginning of a room is marked once it is reached, and says who can read it', async () => {
  const room = freshRoom();
  const beginning = ({ page }: Visitor) => page.getByText(`This is the beginning of ${room}`);
  const ann = await guest(house, room);
  expect(await beginning(ann).isVisible()).toBe(false);
  expect(await ann.page.getByText('No messages yet').isVisible()).toBe(true);
  const lines = Array.from({ length: 60 }, (_, n) => `line ${n}\n·\n·`);
  for (const text of lines) await ann.post(room, text);
  const reader = await (await house.visitor()).enter(room);
  expect(await beginning(reader).isVisible()).toBe(false);
  await reader.log.evaluate((log) => (log.scrollTop = 0));
  await beginning(reader).waitFor();
  const readers = reader.page.locator('.beginning').getByText('Anyone can find this room and read it.');
  expect(await readers.isVisible()).toBe(true);
  expect(await reader.page.getByText('Write the first one').isVisible()).toBe(false);
});

it('twenty messages of one line are in sight on a screen of 900 pixels', async () => {
  const room = freshRoom();
  const { ann, bob } = await talk(house, room);
  for (let n = 0; n < 8; n += 1) await (n % 4 < 2 ? ann : bob).saySafely(`line ${n}`);
  for (let n = 8; n < 30; n += 1) await ann.post(room, `line ${n}`);
  const reader = await (await house.visitor({ viewport: { width: 1440, height: 900 } })).enter(room);
  await reader.message('line 29').waitFor();
  const inSight = await reader.log.evaluate((log) => {
    const { top, bottom } = log.getBoundingClientRect();
    return [...log.querySelectorAll('.message-body')].filter((body) => {
      const place = body.getBoundingClientRect();
      return place.top >= top && place.bottom <= bottom;
    }).length;
  });
  expect(inSight).toBeGreaterThanOrEqual(20);
});
