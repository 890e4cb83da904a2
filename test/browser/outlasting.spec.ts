import { expect, it, describe } from 'vitest';
import { Gate } from './gate.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';
import { SEND, watchSends } from './wire.js';

const house = House.open();

/** Mina in a room where her messages do not get through, and another reader. */
async function cutOff(): Promise<{ mina: Visitor; other: Visitor; room: string }> {
  const room = freshRoom();
  const mina = await (await house.visitor()).enter(room);
  await mina.page.route(SEND, (route) => route.abort());
  return { mina, other: await (await house.visitor()).enter(room), room };
}

/** Takes down whether leaving the page asks. */
function watchQuestions(visitor: Visitor): string[] {
  const asked: string[] = [];
  visitor.page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  return asked;
}

describe('a message that is not sent yet', () => {
  it('survives a reload, is shown in its place, and then sent', async () => {
    const { mina, other } = await cutOff();
    const asked = watchQuestions(mina);
    await mina.say('one');
    await mina.say('two');
    await mina.failed('two').message.waitFor();
    await mina.page.reload();
    await mina.failed('two').message.waitFor();
    expect(await mina.texts()).toEqual(['one', 'two']);
    await mina.page.unroute(SEND);
    await mina.page.reload();
    await mina.hears('two');

    await other.expectTexts(['one', 'two']);
    expect(await mina.texts()).toEqual(['one', 'two']);
    expect(asked).toEqual([]);
  });

  it('is sent whichever room is open next, and shown only in its own', async () => {
    const { mina, other, room } = await cutOff();
    await mina.say('for the first room');
    await mina.failed('for the first room').message.waitFor();
    await mina.enter(freshRoom());
    await mina.say('for the second room');
    await mina.failed('for the second room').message.waitFor();
    expect(await mina.texts()).toEqual(['for the second room']);
    await mina.page.unroute(SEND);
    await mina.enter();
    await other.hears('for the first room');

    await mina.enter(room);
    await mina.expectTexts(['for the first room']);
  });

  it('is sent before what is written after the reload', async () => {
    const { mina, other } = await cutOff();
    await mina.say('one');
    await mina.failed('one').message.waitFor();
    await mina.page.reload();
    await mina.failed('one').message.waitFor();
    await mina.page.unroute(SEND);
    await mina.say('two');

    await other.expectTexts(['one', 'two']);
  });

  it('makes the page ask before it is left if nothing can be stored', async () => {
    const mina = await house.visitor();
    await mina.page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await mina.enter(freshRoom());
    await mina.page.route(SEND, (route) => route.abort());
    const asked = watchQuestions(mina);
    await mina.say('do not lose me');
    await mina.failed('do not lose me').message.waitFor();
    await mina.page.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
    await mina.failed('do not lose me').press('Discard');
    await mina.page.close({ runBeforeUnload: true });

    await expect.poll(() => mina.page.isClosed()).toBe(true);
    expect(asked).toHaveLength(1);
  });
});

describe('several tabs', () => {
  it('show the same letters; what is discarded in one is gone from all, and never sent', async () => {
    const { mina, other, room } = await cutOff();
    await mina.context.route(SEND, (route) => route.abort());
    const tab = await mina.tab(room);
    await mina.say('never mind');
    await tab.failed('never mind').message.waitFor();
    await tab.failed('never mind').press('Discard');
    await mina.expectTexts([]);
    await mina.context.unroute(SEND);
    await mina.page.unroute(SEND);
    await mina.saySafely('something else');

    await other.expectTexts(['something else']);
    await tab.expectTexts(['something else']);
  });

  it('send the messages of a closed tab', async () => {
    const { mina, other, room } = await cutOff();
    const tab = await mina.tab(room);
    await mina.say('from a closed tab');
    await mina.failed('from a closed tab').message.waitFor();
    await tab.failed('from a closed tab').message.waitFor();
    await mina.page.close();

    await other.hears('from a closed tab');
    await tab.hears('from a closed tab');
    expect(await tab.texts()).toEqual(['from a closed tab']);
  });

  it('that send the same letter store it once', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const other = await (await house.visitor()).enter(room);
    const gate = new Gate();
    await mina.page.route(SEND, async (route) => {
      await gate.opened;
      await route.continue();
    });
    await mina.say('only once');
    const tab = await mina.tab(room);
    await other.hears('only once');
    await mina.hears('only once');
    const late = mina.page.waitForResponse(SEND);
    gate.open();
    expect((await late).headers()['idempotent-replayed']).toBe('true');
    await tab.saySafely('next');

    await other.expectTexts(['only once', 'next']);
    await mina.expectTexts(['only once', 'next']);
    await tab.expectTexts(['only once', 'next']);
  });

  it('do not all send what one of them writes', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    const tab = await mina.tab(room);
    const sends = [watchSends(mina), watchSends(tab)];
    await mina.saySafely('mine');
    await tab.hears('mine');
    await tab.saySafely('yours');
    await mina.hears('yours');

    expect(sends).toEqual([['mine'], ['yours']]);
  });
});

describe('a room with a draft', () => {
  it('is marked in the list of rooms', async () => {
    const room = freshRoom();
    const mina = await (await house.visitor()).enter(room);
    await mina.box.fill('half a thou');
    await mina.enter();
    const link = mina.page.locator('.room-list').getByRole('link', { name: room });
    expect(await link.textContent()).toBe(`${room}Draft`);
    await link.click();
    await mina.page.waitForURL('**/room?**');
    await mina.saySafely('a whole thought');
    await mina.enter();

    expect(await link.textContent()).toBe(room);
  });
});
