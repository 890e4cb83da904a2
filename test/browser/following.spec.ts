import { beforeAll, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open({ LIMITS: 'off' });
let ann: Account;
let bob: Account;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
});

const link = ({ page }: Visitor, room: string) => page.locator(`.room-link[data-room="${room}"]`);
/** Only the server’s list has positions. */
const listed = (who: Visitor, room: string) => link(who, room).and(who.page.locator('[data-seq]'));

describe('visiting an open room', () => {
  it('follows it: messages and mentions there count in other rooms, until one leaves', async () => {
    const room = freshRoom();
    await ann.say(room, 'before');
    const reader = await (await house.browserOf(bob)).enter(room);
    await listed(reader, room).waitFor();
    const elsewhere = await reader.tab('lobby');
    expect(await link(elsewhere, room).locator('.badge').count()).toBe(0);
    await reader.page.close();
    await ann.say(room, 'one, @Bob');
    await link(elsewhere, room).getByText('@1 mentions').waitFor();
    expect(await elsewhere.page.title()).toContain('(1)');

    await link(elsewhere, room).click();
    await elsewhere.page.locator('.unread-line').waitFor();
    await elsewhere.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await elsewhere.page.waitForURL(`${house.url}/`);
    expect(await link(elsewhere, room).count()).toBe(0);
    expect(elsewhere.complaints).toEqual([]);
  });

  it('is remembered by the browser of somebody who has written nothing, and followed once they have', async () => {
    const room = freshRoom();
    await ann.say(room, 'before');
    const reader = await (await house.visitor()).enter(room);
    await reader.enter('lobby');
    await link(reader, room).waitFor();
    expect(await listed(reader, room).count()).toBe(0);
    await reader.saySafely(`hello from ${room}`);
    await listed(reader, room).waitFor();
    await ann.say(room, 'after');
    await link(reader, room).getByText('1 unread').waitFor();
    expect(reader.complaints).toEqual([]);
  });
});
