import { beforeAll, describe, expect, it } from 'vitest';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open();
const room = freshRoom();

beforeAll(async () => {
  const author = await (await house.visitor()).enter(room);
  for (let n = 1; n <= 40; n += 1) await author.saySafely(`line ${n}`);
  await author.leave();
});

/** How far the view is from its end, and where its top is. */
function place(visitor: Visitor): Promise<{ fromEnd: number; top: number }> {
  return visitor.log.evaluate((log) => ({
    fromEnd: Math.round(log.scrollHeight - log.scrollTop - log.clientHeight),
    top: Math.round(log.scrollTop),
  }));
}

async function scrollTo(visitor: Visitor, fromEnd: number): Promise<void> {
  await visitor.log.evaluate(async (log, distance) => {
    const settled = new Promise((resolve) => log.addEventListener('scroll', resolve, { once: true }));
    log.scrollTop = log.scrollHeight - log.clientHeight - distance;
    await settled;
  }, fromEnd);
}

function seqsIn({ page }: Visitor): Promise<number[]> {
  const heads = page.locator('.message-head');
  return heads.evaluateAll((all) => all.map((head) => Number(head.getAttribute('data-seq'))));
}

/** Scrolls to what is missing until nothing is. */
async function loadAll({ log, page }: Visitor): Promise<void> {
  await expect
    .poll(async () => {
      await log.evaluate((inbox) => inbox.querySelector('.gap')?.scrollIntoView());
      return page.locator('.gap').count();
    })
    .toBe(0);
}

describe('the log', () => {
  it('opens at the newest message', async () => {
    const reader = await (await house.visitor()).enter(room);

    expect((await place(reader)).top).toBeGreaterThan(500);
    expect((await place(reader)).fromEnd).toBe(0);
  });

  it('sticks to the end within 100 px of it', async () => {
    const reader = await (await house.visitor()).enter(room);
    const author = await (await house.visitor()).enter(room);
    await scrollTo(reader, 90);
    expect((await place(reader)).fromEnd).toBe(90);
    await author.saySafely('sticks');
    await reader.hears('sticks');

    expect((await place(reader)).fromEnd).toBe(0);
    expect(await reader.page.locator('.pill').isVisible()).toBe(false);
  });

  it('never moves by itself above that, where a pill counts new messages and leads there', async () => {
    const reader = await (await house.visitor()).enter(room);
    const author = await (await house.visitor()).enter(room);
    await scrollTo(reader, 400);
    const { top } = await place(reader);
    await author.saySafely('unseen one');
    await author.saySafely('unseen two');
    await reader.hears('unseen two');

    expect((await place(reader)).top).toBe(top);
    const pill = reader.page.getByRole('button', { name: '2 new messages' });
    await pill.click();
    await expect.poll(async () => (await place(reader)).fromEnd).toBe(0);
    await pill.waitFor({ state: 'hidden' });
  });

  it('jumps to the end for one’s own messages', async () => {
    const reader = await (await house.visitor()).enter(room);
    await scrollTo(reader, 600);
    await reader.saySafely('here I am');

    await expect.poll(async () => (await place(reader)).fromEnd).toBe(0);
  });

  it('keeps the end in sight when the box below it grows', async () => {
    const reader = await (await house.visitor()).enter(room);
    await reader.box.fill('many\nlines\nof\ntext\nto\nwrite\nhere');
    const height = () => reader.log.evaluate((log) => log.clientHeight);
    await expect.poll(async () => (await place(reader)).fromEnd).toBe(0);
    const small = await height();
    await reader.box.fill('');

    await expect.poll(height).toBeGreaterThan(small);
    expect((await place(reader)).fromEnd).toBe(0);
  });
});

describe('a log that grows very long', () => {
  it('drops what is far from its reader, and loads it again', async () => {
    const long = freshRoom();
    const author = await (await house.visitor()).enter(long);
    const reader = await (await house.visitor()).enter(long);
    const early = await (await house.visitor()).enter(long);
    const lines = Array.from({ length: 720 }, (_, n) => `line ${n + 1}`);
    for (let n = 1; n < 720; n += 40) {
      await Promise.all(lines.slice(n - 1, n + 39).map((line) => author.post(long, line)));
      if (n !== 41) continue;
      await expect.poll(async () => (await early.texts()).length).toBe(80);
      await scrollTo(early, 1000);
    }
    await author.post(long, 'the last');
    await reader.hears('the last');
    const shown = await reader.texts();
    expect(shown.length).toBeGreaterThanOrEqual(500);
    expect(shown.length).toBeLessThanOrEqual(700);
    await loadAll(reader);

    expect((await reader.texts()).toSorted()).toEqual([...lines, 'the last'].toSorted());
    expect(await seqsIn(reader)).toEqual(Array.from({ length: 721 }, (_, n) => n + 1));

    await early.hears('the last');
    expect((await early.texts()).length).toBeLessThanOrEqual(700);
    expect((await seqsIn(early)).slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    await loadAll(early);
    expect(await seqsIn(early)).toEqual(Array.from({ length: 721 }, (_, n) => n + 1));
  });
});
