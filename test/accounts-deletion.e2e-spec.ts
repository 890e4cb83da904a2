import { describe, expect, it, vi } from 'vitest';
import { MessageTexts } from '../src/messages/message-texts.js';
import { Storage } from '../src/storage/storage.js';
import { PASSWORD, SESSION_ENDED, copyOf, meOf, refusal, signedIn, signedUp } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const BEGINNING = '00000000-0000-0000-0000-000000000000';

const server = sharedApp();

const change = (person: RestClient, fields: object) => person.postJson('/api/account/profile', fields);

describe('deleting the account', () => {
  it('is refused without the password', async () => {
    const finn = await signedUp(server, 'Finn');
    expect(await refusal(finn.postJson('/api/account/delete', { password: 'wrong password' }))).toEqual([
      403,
      'PASSWORD_WRONG',
    ]);
    expect(await refusal(finn.postJson('/api/account/delete', {}))).toEqual([400, 'FIELD_INVALID']);
    expect(await meOf(finn)).toMatchObject({ name: 'Finn' });
  });

  it('keeps the person’s messages under “deleted account”, and nothing else of them', async () => {
    const name = 'Gwendolyn';
    const gwen = await signedUp(server, name);
    await change(gwen, { profile: 'a profile of hers' });
    await gwen.postJson('/api/sign-in-links', {});
    const phone = copyOf(await signedIn(server, name));
    const room = 'left behind';
    const message = await gwen.say(room, 'still here');
    await gwen.edit(message, 'still here, edited');
    const bystander = await RestClient.at(server.url);
    const seen = async () => [
      await (await bystander.get(`/room?room=${encodeURIComponent(room)}`)).text(),
      JSON.stringify(await bystander.updates({ [room]: 0 })),
      JSON.stringify(await bystander.poll({ room, cursor: BEGINNING })),
      JSON.stringify(await bystander.entries(room)),
      JSON.stringify(await bystander.entries(room, { order: 'oldest' })),
    ];
    // Premise: all of them know the name, and remember it.
    for (const text of await seen()) expect(text).toContain(name);

    expect((await gwen.postJson('/api/account/delete', { password: PASSWORD })).status).toBe(200);
    for (const text of await seen()) {
      expect(text).not.toContain(name);
      expect(text).toContain('deleted account');
      expect(text).toContain('still here');
      expect(text).toContain(gwen.id);
    }
    expect(await refusal(phone.get('/api/me'))).toEqual(SESSION_ENDED);
    await expect(signedIn(server, name)).rejects.toThrow('SIGN_IN_FAILED');
    const { reader } = server.app.get(Storage);
    const row = await reader.selectFrom('users').selectAll().where('id', '=', gwen.id).executeTakeFirst();
    expect(row).toMatchObject({
      name: 'deleted account',
      account_key: null,
      password_hash: null,
      profile: '',
    });
    expect(await meOf(gwen)).toMatchObject({ id: null });
  });

  it('frees the name after 90 days', async () => {
    const hugo = await signedUp(server, 'Hugo');
    await hugo.postJson('/api/account/delete', { password: PASSWORD });
    await expect(signedUp(server, 'Hugo')).rejects.toThrow('NAME_TAKEN');
    server.clock.advance(90 * 24 * 60 * 60 * 1000);
    expect((await signedUp(server, 'Hugo')).id).not.toBe(hugo.id);
  });

  it('also applies to requests that are under way', async () => {
    const iris = await signedUp(server, 'Iris');
    const stale = copyOf(iris);
    const sending = Array.from({ length: 20 }, (_, n) =>
      stale.postJson('/api/rooms/rush/messages', { body: `${n}` }),
    );
    await iris.postJson('/api/account/delete', { password: PASSWORD });
    await Promise.all(sending);
    const names = new Set(
      (await (await RestClient.at(server.url)).entries('rush')).entries.map(
        ({ message }) => message?.author.name,
      ),
    );
    // Premise: some got through.
    expect([...names]).toEqual(['deleted account']);
  });
});

it('a message is not stored if its account is deleted first', async () => {
  const [kim, room] = [await signedUp(server, 'Kim'), 'overtaken'];
  const stale = copyOf(kim);
  const texts = server.app.get(MessageTexts);
  const read = texts.read.bind(texts);
  vi.spyOn(texts, 'read').mockImplementationOnce(async (...text) => {
    expect((await kim.postJson('/api/account/delete', { password: PASSWORD })).status).toBe(200);
    return read(...text);
  });
  expect(await refusal(stale.postJson(`/api/rooms/${room}/messages`, { body: 'late' }))).toEqual(
    SESSION_ENDED,
  );
  expect((await (await RestClient.at(server.url)).entries(room)).entries).toEqual([]);
});
