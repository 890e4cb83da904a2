import { describe, expect, it } from 'vitest';
import { PASSWORD, signedUp } from '../support/account.js';
import { RestClient } from '../support/rest-client.js';
import { House, freshRoom } from './house.js';

const house = House.open();

describe('names in a conversation', () => {
  it.each([
    ['en', 'guest', 'deleted account'],
    ['zh-CN', '访客', '已注销的账号'],
  ])('are marked in %s as those of guests or deleted accounts', async (locale, mark, gone) => {
    const room = freshRoom();
    const guest = await RestClient.at(house.url);
    await guest.post('/a/name', { name: `Visiting ${locale}` });
    await guest.say(room, 'from a guest');
    const member = await signedUp(house, `Member ${locale}`);
    await member.say(room, 'from a member');
    const former = await signedUp(house, `Former ${locale}`);
    await former.say(room, 'from somebody who left');
    await former.postJson('/api/account/delete', { password: PASSWORD });

    const reader = await house.browserOf(member, { locale });
    await reader.enter(room);
    const heads = reader.page.locator('.message-head');
    const shown = await heads.evaluateAll((all) =>
      all.map((head) => {
        const [author, time] = [head.querySelector('.message-author'), head.querySelector('time')];
        const guestMark = head.querySelector('.guest-mark');
        time?.remove();
        return [(author as HTMLElement).innerText, (guestMark as HTMLElement | null)?.innerText];
      }),
    );
    expect(shown).toEqual([
      [`Visiting ${locale}`, mark],
      [`Member ${locale}`, undefined],
      [gone, undefined],
    ]);
  });
});

describe('one’s own name', () => {
  it('is marked as a guest’s from the first unsent message on, but not an account’s', async () => {
    const guest = await (await house.visitor()).enter(freshRoom());
    const mark = guest.page.locator('.me .guest-mark');
    expect(await mark.isVisible()).toBe(false);
    await guest.context.setOffline(true);
    await guest.say('not sent yet');
    expect(await guest.message('not sent yet').locator('.guest-mark').innerText()).toBe('guest');
    await guest.failed('not sent yet').message.waitFor();
    await guest.context.setOffline(false);
    await guest.stored('not sent yet').waitFor();
    expect(await guest.page.locator('.me-as').innerText()).toMatch(/^You are\s+Guest \d+ guest$/);
    await guest.page.reload();
    expect(await mark.innerText()).toBe('guest');

    const member = await (await house.browserOf(await signedUp(house, 'Marked'))).enter(freshRoom());
    await member.context.setOffline(true);
    await member.say('not sent yet');
    await member.failed('not sent yet').message.waitFor();
    expect(await member.page.locator('.guest-mark').count()).toBe(0);
  });
});

describe('"Change" beside the name of an account', () => {
  it('says that it is the name to sign in with, and how long the old one works', async () => {
    const member = await signedUp(house, 'Changer');
    const reader = await house.browserOf(member, { locale: 'en' });
    await reader.enter(freshRoom());
    await reader.page.locator('details.me > summary').click();
    await reader.page
      .getByText('You also sign in with it; your old username keeps working for 90 days.')
      .waitFor();
    await reader.page.getByLabel('Username').waitFor();
  });
});
