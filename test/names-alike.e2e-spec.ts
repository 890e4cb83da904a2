import { describe, expect, it } from 'vitest';
import { PASSWORD, refusal, signedIn, signedUp } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { writerOf } from './support/writer-of.js';

const server = sharedApp({ LIMIT_SIGN_UP: '1000/60' });

const BEGINNING = '00000000-0000-0000-0000-000000000000';
const TAKEN = [409, 'NAME_TAKEN'];

const guestAt = () => RestClient.at(server.url);
const rename = (person: RestClient, name: string) => refusal(person.post('/a/name', { name }));
const renamed = [200, undefined];

async function guestCalled(name: string): Promise<RestClient> {
  const guest = await guestAt();
  expect(await rename(guest, name)).toEqual(renamed);
  return guest;
}

describe('names of accounts and guests', () => {
  it.each([
    ['Olga', 'OIga'],
    ['Paula', 'PauIa'],
    ['Ann', 'ΑΝΝ'],
    ['coco', 'сосо'],
    ["O'Brien", 'O’Brien'],
    ['Maxim', 'rnaxirn'],
    ['Bob01', 'BobO1'],
    ['Zoë Lee', 'Ｚoë  LEE'],
  ])('are the same if they look alike: %s, %s', async (name, twin) => {
    await signedUp(server, name);
    expect(await rename(await guestAt(), twin)).toEqual(TAKEN);
    const other = await signedUp(server, `not ${name}`);
    expect(await rename(other, twin)).toEqual(TAKEN);
    const stranger = await guestAt();
    expect(await refusal(stranger.postJson('/api/account', { name: twin, password: PASSWORD }))).toEqual(
      TAKEN,
    );
  });

  it.each(['deleted account', 'deIeted account', 'Deleted Αccount'.replace('Α', 'A'), '已注销的账号'])(
    'are never what stands for a deleted account: %s',
    async (name) => {
      expect(await rename(await guestAt(), name)).toEqual(TAKEN);
    },
  );

  it.each(['Аnna', 'Olgа', 'Ωmega'])('must not mix scripts: %s', async (name) => {
    expect(await rename(await guestAt(), name)).toEqual([400, 'NAME_MIXED']);
    const signUp = (await guestAt()).postJson('/api/account', { name, password: PASSWORD });
    expect(await refusal(signUp)).toEqual([400, 'NAME_MIXED']);
  });

  it('with either apostrophe sign the same account in', async () => {
    await signedUp(server, 'D’Arcy');
    await signedIn(server, "d'arcy");
  });

  it('that only resemble each other are different', async () => {
    await signedUp(server, 'Alina');
    await guestCalled('Alima');
    await guestCalled('王小明 Lee');
    await guestCalled('می‌خواهم');
  });

  it('are kept even if a later rule would refuse them', async () => {
    const person = await signedUp(server, 'Theo');
    const writer = writerOf(server);
    await writer.updateTable('users').set({ name: 'Theо' }).where('id', '=', person.id).execute();
    const device = await signedIn(server, 'Theo');
    const change = device.postJson('/api/account/profile', { name: 'Theо', profile: 'still me' });
    expect(await refusal(change)).toEqual(renamed);
  });
});

describe('the name of a guest', () => {
  it('proves nothing, so others may have it too, unless an account has it', async () => {
    const [one, other] = [await guestCalled('Mimi'), await guestCalled('mimi')];
    await signedUp(server, 'Mirni');
    for (const guest of [one, other]) expect((await guest.say('a', 'x')).author.name).toMatch(/^Guest \d+$/);
    expect(await rename(one, 'Mimi')).toEqual(TAKEN);
  });

  it.each([
    ['ian', 'Ian'],
    ['l0u', 'IOU'],
    ['MIMO', 'Mimo'],
  ])('cannot be one that looks like the name of an account: %s, %s', async (name, account) => {
    const guest = await guestCalled(name);
    await signedUp(server, account).catch(() => undefined);
    expect((await guest.say('a', 'x')).author.name).toMatch(/^Guest \d+$/);
  });

  it('goes to the account that signs up with it, and the guest gets another', async () => {
    const guest = await guestCalled('Dora');
    await signedUp(server, 'D0ra');
    expect((await guest.say('a', 'who am I?')).author.name).toMatch(/^Guest \d+$/);
  });

  it('is marked wherever a message shows it, if its author was a guest when writing', async () => {
    const room = 'marked';
    const guest = await guestCalled('Lena');
    const said = await guest.say(room, 'as a guest');
    const { id } = said.author;
    expect(said.author).toEqual({ id, name: 'Lena', guest: true });
    const reader = await guestAt();
    const live = reader.updates({ [room]: 1 }, { wait: 5 });
    const edited = await guest.edit(said, 'as a guest, edited');
    expect(edited.author.guest).toBe(true);
    expect((await live).events[0]?.message?.author.guest).toBe(true);
    for (const { html } of [said, edited]) expect(html).toContain('<span lang="zh-CN">访客</span>');

    const account = await signedUp(server, 'Lena', guest);
    const later = await account.say(room, 'with an account');
    expect(later.author).toEqual({ id, name: 'Lena' });
    expect(later.html).not.toContain('guest');
    const { entries } = await reader.entries(room, { order: 'oldest' });
    const marks = entries.map(({ type, message }) => [type, message?.author.guest]);
    expect(marks).toEqual([
      ['message', true],
      ['edit', true],
      ['message', undefined],
    ]);
    const { messages = [] } = await reader.poll({ room, cursor: BEGINNING });
    expect(messages.map(({ author }) => (author as { guest?: true }).guest)).toEqual([true, undefined]);
  });

  it('is marked in older entries by what their authors are now', async () => {
    const room = 'marked later';
    const guest = await guestAt();
    const [old] = [await guest.say(room, 'old'), await (await signedUp(server, 'Nora')).say(room, 'old too')];
    const writer = writerOf(server);
    await writer.updateTable('entries').set({ author_guest: null }).execute();
    const found = await (await guestAt()).entries(room, { order: 'oldest' });
    expect(found.entries.map(({ message }) => message?.author.guest)).toEqual([true, undefined]);
    expect(found.entries[0]?.message?.id).toBe(old.id);
  });

  it('is marked in the list of blocked people and on the person’s page', async () => {
    const guest = await guestCalled('Rude');
    const { author } = await guest.say('a', 'x');
    const person = await signedUp(server, 'Polite');
    await person.postJson(`/api/people/${author.id}/block`, {});
    const { blocked } = (await (await person.get('/api/friends')).json()) as { blocked: object[] };
    expect(blocked).toEqual([{ id: author.id, name: 'Rude', guest: true }]);
    const list = await (await person.get('/people')).text();
    expect(list).toContain('<span class="guest-mark">guest</span>');
    const page = await (
      await person.get(`/people/${author.id}`, { cookie: `${person.cookieHeader}; language=zh-CN` })
    ).text();
    expect(page).toContain('<span class="guest-mark">访客</span>');
  });
});
