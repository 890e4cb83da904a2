import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { done, groupOf } from '../support/groups.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open();
let ann: Account;
let bob: Account;
let room: string;
let other: string;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
});
beforeEach(async () => {
  room = await groupOf(ann, bob);
  other = await groupOf(ann, bob);
});

const badge = ({ page }: Visitor, key: string) => page.locator(`.room-link[data-room="${key}"] .badge`);
/** The numbers of unread messages and of mentions. */
const shows = (who: Visitor, key: string, expected: string) =>
  expect
    .poll(() => badge(who, key).evaluateAll((all) => all.map((one) => one.firstChild?.textContent).join(' ')))
    .toBe(expected);

describe('the badge of a room that one is not in', () => {
  it('follows the deletion of messages counted before and after the page was loaded', async () => {
    const first = await ann.say(other, 'before');
    const reader = await (await house.browserOf(bob)).enter(room);
    await shows(reader, other, '1');
    const [second, third] = [await ann.say(other, 'since'), await ann.say(other, '@Bob, too')];
    await shows(reader, other, '3 @1');

    await ann.remove(first);
    await shows(reader, other, '2 @1');
    await ann.remove(third);
    await shows(reader, other, '1');
    await ann.remove(second);
    await shows(reader, other, '');
    await ann.say(other, 'anew');
    await shows(reader, other, '1');
    expect(reader.complaints).toEqual([]);
  });

  it('follows edits that add or remove a mention', async () => {
    const before = await ann.say(other, 'before');
    const reader = await (await house.browserOf(bob)).enter(room);
    await shows(reader, other, '1');
    const since = await ann.say(other, 'since');
    await shows(reader, other, '2');

    await ann.edit(before, 'before, @Bob');
    await shows(reader, other, '2 @1');
    await ann.edit(since, 'since, @Bob');
    await ann.edit(before, 'before');
    await ann.say(other, 'three');
    await shows(reader, other, '3 @1');
    await ann.edit(since, 'since');
    await shows(reader, other, '3');
  });

  it('does not count edits of read messages', async () => {
    const reader = await (await house.browserOf(bob)).enter(room);
    const old = await ann.say(other, 'old');
    await shows(reader, other, '1');
    await bob.say(other, 'I have seen it');
    await shows(reader, other, '');
    await ann.edit(old, 'old, @Bob');
    await ann.say(other, 'new');
    await shows(reader, other, '1');
    await reader.page.reload();
    await shows(reader, other, '1');
  });

  it('does not count messages of blocked people', async () => {
    const cat = await signedUp(house, `Cat ${other}`);
    await done(ann, `/api/rooms/${encodeURIComponent(other)}/invitations`, { user: cat.id });
    await done(cat, `/api/invitations/${other}/accept`);
    const reader = await (await house.browserOf(bob)).enter(room);
    const heard = await cat.say(other, 'premise: heard');
    await shows(reader, other, '1');
    await done(bob, `/api/people/${cat.id}/block`);
    const unheard = await cat.say(other, 'unheard');
    await cat.edit(unheard, 'unheard, @Bob');
    await cat.edit(heard, 'heard, @Bob');
    await ann.say(other, 'two');
    await reader.page.reload();
    await shows(reader, other, '1');
    await cat.edit(heard, 'heard again, @Bob');
    await cat.remove(unheard);
    await ann.say(other, 'three');
    await shows(reader, other, '2');
  });
});
