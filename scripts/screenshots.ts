import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { it } from 'vitest';
import { House } from '../test/browser/house.js';
import type { Visitor } from '../test/browser/visitor.js';

const IMAGES = join(import.meta.dirname, '../docs/images');
const DESK = { viewport: { width: 1280, height: 880 } };
const PHONE = { viewport: { width: 412, height: 915 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const CHINESE = { locale: 'zh-CN' };

type Line = [name: string, text: string];

const LOBBY: Line[] = [
  ['Tomás', 'Good morning! The kettle is on, and so is the new display at the station.'],
  ['Mina', 'I saw it from the tram. Thirty columns, and every one of them readable.'],
  ['Tomás', 'The clock was two minutes slow.'],
  [
    'Ada',
    'It sets itself at noon. I have written down how, with pictures: https://wiki.example.org/station/clock',
  ],
  ['Tomás', 'Then I shall be two minutes late until noon, with a clear conscience.'],
  ['小雨', '晚上的亮度也调好了，不刺眼了。'],
  [
    'Mina',
    'Lovely. Shall we look at the list together?\n\n1. the lamp on platform 3\n2. the other lamp on platform 3',
  ],
  ['Ada', 'Room 42, at ten?'],
];

const ROOM_42: Line[] = [
  ['陈立', '早！周末有人去爬山吗？'],
  ['小雨', '去！天气预报说周六晴，周日有小雨。'],
  ['阿哲', '那就周六吧，八点在南门集合？'],
  ['陈立', '可以。路线我整理好了，大家先看看：https://wiki.example.org/南山路线'],
  ['小雨', '收到。我带：\n· 水果\n· 相机\n· 一颗不迟到的心'],
  ['阿哲', '最后一项上次也带了 😄'],
  ['Mina', 'May I come too? I can read the map, and most of the jokes.'],
  ['小雨', '当然！周六见。'],
];

const house = House.open();

it('takes the pictures of the README', async () => {
  mkdirSync(IMAGES, { recursive: true });
  const lobby = await hold('lobby', LOBBY);
  const room = await hold('42', ROOM_42, CHINESE);
  const xiaoyu = room.get('小雨') as Visitor;
  const mina = lobby.get('Mina') as Visitor;

  await picture(mina, 'lobby', 'lobby-light.png', { ...DESK, colorScheme: 'light' });
  await picture(mina, 'lobby', 'lobby-dark.png', { ...DESK, colorScheme: 'dark' });
  await picture(xiaoyu, '42', 'room-zh.png', { ...DESK, ...CHINESE });
  await picture(xiaoyu, '42', 'phone.png', { ...PHONE, ...CHINESE });
});

/** Has a conversation, each under their own name, and gives those who took part. */
async function hold(
  room: string,
  lines: Line[],
  options?: BrowserContextOptions,
): Promise<Map<string, Visitor>> {
  const people = new Map<string, Visitor>();
  for (const [name, text] of lines) {
    let person = people.get(name);
    if (!person) {
      person = await (await house.visitor(options)).enter(room);
      await person.takeName(name);
      people.set(name, person);
    }
    await person.box.fill(text);
    await person.box.press('Enter');
    await person.page.locator('.message.own:not(.pending)', { hasText: text.split('\n')[0] }).waitFor();
  }
  return people;
}

/** The room as this person sees it, on another screen. */
async function picture(
  person: Visitor,
  room: string,
  file: string,
  screen: BrowserContextOptions,
): Promise<void> {
  const viewer = await house.visitor({ ...screen, storageState: await person.context.storageState() });
  await viewer.enter('lobby');
  await viewer.enter('42');
  await viewer.enter(room);
  await viewer.page.evaluate('document.fonts.ready');
  await viewer.page.screenshot({ path: join(IMAGES, file) });
}
