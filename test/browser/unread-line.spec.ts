import { describe, expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { block } from '../support/friends.js';
import { done, roomPath } from '../support/groups.js';
import { Absence, aroundLine, order, place, tall } from './absence.js';
import type { Visitor } from './visitor.js';

const absence = Absence.open();

/** 1.375rem, the height of `.writing`. */
const WRITING_LINE_PX = 22;

/** Scrolls up a little. Answers what is shown then. */
async function upwards(reader: Visitor): Promise<(string | undefined)[]> {
  await reader.log.evaluate((inbox) => (inbox.scrollTop -= 200));
  return order(reader);
}

describe('a room with unread messages', () => {
  it.each([1, 20, 21, 100])('has a line above the first of %i', async (count) => {
    await absence.say(count);
    const reader = await absence.reader();
    const says = count === 1 ? '— 1 new message' : `— ${count} new messages`;
    expect(await aroundLine(reader)).toEqual(['seen', says, 'new 1']);
    expect(await reader.page.locator('.unread-line').count()).toBe(1);
    expect(reader.complaints).toEqual([]);
  });

  it('opens there, with what was said before in view', async () => {
    await absence.say(45);
    const reader = await absence.reader();
    const line = await place(reader, '.unread-line');
    expect(line.below).toBeGreaterThan(40);
    expect(line.below).toBeLessThan(200);
    expect(await reader.message('seen').isVisible()).toBe(true);
  });

  it('opens at its end if all of it fits: below the last message is one line, for who is writing', async () => {
    await absence.ann.say(absence.room, 'short');
    const reader = await absence.reader();
    const { left, below } = await reader.log.evaluate((inbox) => {
      const last = inbox.querySelector('.message:last-child') as Element;
      return {
        left: inbox.scrollHeight - inbox.clientHeight - inbox.scrollTop,
        below: inbox.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom,
      };
    });
    // Messages end at fractions of a pixel, and a log is scrolled by whole ones.
    expect([left, Math.floor(below)]).toEqual([0, WRITING_LINE_PX]);
    expect(await reader.page.locator('.pill').isVisible()).toBe(false);
  });

  it('loads what is between, as the reader comes near', async () => {
    await absence.say(130);
    const reader = await absence.reader();
    expect((await order(reader)).filter((text) => text?.startsWith('— Some'))).toHaveLength(1);
    await expect
      .poll(async () => {
        await reader.log.evaluate((inbox) => (inbox.scrollTop += 500));
        return order(reader);
      })
      .toEqual([
        ...Array.from({ length: 5 }, (_, n) => `old ${n + 1}`),
        'seen',
        '— 130 new messages',
        ...Array.from({ length: 130 }, (_, n) => `new ${n + 1}`),
      ]);
  });

  it('loads it from below for a reader who has gone to the newest', async () => {
    await absence.say(250);
    const reader = await absence.reader();
    await reader.page.locator('.pill').click();
    await reader.message(tall('new 250')).waitFor();
    await expect.poll(() => upwards(reader)).toContain('new 181');
    expect(await order(reader)).not.toContain('new 150');
    const texts = async () => (await upwards(reader)).filter((text) => text?.startsWith('new'));
    await expect.poll(texts).toEqual(Array.from({ length: 250 }, (_, n) => `new ${n + 1}`));
  });

  it('leaves out deleted messages and blocked people', async () => {
    const cat = await signedUp(absence.house, `Cat ${absence.room}`);
    await done(absence.ann, roomPath(absence.room, '/invitations'), { user: cat.id });
    await done(cat, `/api/invitations/${absence.room}/accept`);
    await block(absence.bob, cat);
    await absence.say(2, 'unheard', cat);
    await absence.ann.remove(await absence.ann.say(absence.room, 'gone'));
    await absence.say(18);
    await absence.say(2, 'unheard', cat);
    const reader = await absence.reader();
    expect(await aroundLine(reader)).toEqual(['seen', '— 18 new messages', 'new 1']);
    expect(await reader.page.locator('.away').textContent()).toContain('18 messages · 1 person');
    await absence.say(9, 'more');
    const again = await absence.reader({ javaScriptEnabled: false });
    expect(await aroundLine(again)).toEqual(['seen', '— 27 new messages', 'new 1']);
    expect(await order(again)).not.toContain('unheard 1');
  });

  it('says since when, in the reader’s time', async () => {
    await absence.say(1);
    const reader = await absence.reader();
    const time = reader.page.locator('.unread-line time');
    const at = new Date((await time.getAttribute('datetime')) ?? '');
    const clock = { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' } as const;
    expect(await time.textContent()).toBe(new Intl.DateTimeFormat('en-GB', clock).format(at));
  });

  it('sums up a longer absence, and what in it is for the reader', async () => {
    await absence.say(3);
    const few = await absence.reader();
    expect(await few.page.locator('.away').count()).toBe(0);
    await absence.ann.say(absence.room, '@Bob look');
    await absence.ann.say(absence.room, '@Bob and here');
    await few.enter(absence.room);
    const card = few.page.getByRole('region', { name: 'While you were away' });
    expect(await card.textContent()).toContain('5 messages · 1 person · 2 mentions of you');
  });

  it('shows the same without scripts', async () => {
    await absence.say(120);
    const plain = await absence.reader({ javaScriptEnabled: false });
    expect(await aroundLine(plain)).toEqual(['seen', '— 120 new messages', 'new 1']);
    expect(await order(plain)).toContain('— Some messages aren’t shown');
    expect((await order(plain)).at(-1)).toBe('new 120');
    await plain.page.getByRole('button', { name: 'Mark as read' }).click();
    await plain.page.waitForLoadState();
    expect(await aroundLine(plain)).toEqual([]);
    expect(await absence.unread()).toBe(0);
  });
});
