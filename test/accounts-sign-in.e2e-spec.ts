import { describe, expect, it } from 'vitest';
import { PASSWORD, meOf, refusal, signedIn, signedUp } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const closed = sharedApp({ SIGN_UP: 'nobody' });

const someone = () => RestClient.at(server.url);

describe('signing up', () => {
  it('makes an account for a visitor who has not written yet', async () => {
    const ann = await someone();
    const answer = await ann.postJson('/api/account', { name: ' Ann  Lee ', password: PASSWORD });
    expect(answer.status).toBe(201);
    const me = await answer.json();
    expect(me).toMatchObject({ name: 'Ann Lee', guest: false, csrfToken: ann.token });
    expect(await meOf(ann)).toMatchObject({ id: (me as { id: string }).id, name: 'Ann Lee', guest: false });
    expect((await ann.say('a', 'hello')).author).toEqual({ id: (me as { id: string }).id, name: 'Ann Lee' });
  });

  it('lets a guest keep their messages and go on editing them', async () => {
    const ben = await someone();
    const message = await ben.say('a', 'as a guest');
    const { id } = await signedUp(server, 'Ben', ben);
    expect(id).toBe(message.author.id);
    expect((await ben.edit(message, 'as Ben')).body).toBe('as Ben');
    const elsewhere = await signedIn(server, 'Ben');
    expect((await elsewhere.edit(message, 'from elsewhere')).body).toBe('from elsewhere');
  });

  it.each([
    ['a name that is blank', { name: ' \u200b', password: PASSWORD }, 400, 'NAME_BLANK'],
    ['no name', { password: PASSWORD }, 400, 'NAME_BLANK'],
    ['no password', { name: 'Cleo' }, 400, 'FIELD_INVALID'],
    ['a short password', { name: 'Cleo', password: 'ax7-pq2' }, 400, 'PASSWORD_TOO_SHORT'],
    ['a short one of long characters', { name: 'Cleo', password: '𝒳'.repeat(7) }, 400, 'PASSWORD_TOO_SHORT'],
    ['a long one', { name: 'Cleo', password: 'xy'.repeat(128) + 'z' }, 400, 'PASSWORD_TOO_LONG'],
    ['a common one', { name: 'Cleo', password: 'Password1' }, 400, 'PASSWORD_COMMON'],
    ['the name for a password', { name: 'Cleopatra', password: 'cleopatra1' }, 400, 'PASSWORD_COMMON'],
    ['a name that is taken', { name: 'DORA', password: PASSWORD }, 409, 'NAME_TAKEN'],
  ])('is refused with %s, and changes nothing', async (_, fields, status, code) => {
    if (code === 'NAME_TAKEN') await signedUp(server, 'Dora');
    const before = await storedIn(server);
    const visitor = await someone();
    const { cookieHeader } = visitor;
    expect(await refusal(visitor.postJson('/api/account', fields))).toEqual([status, code]);
    expect(await storedIn(server)).toEqual(before);
    expect(visitor.cookieHeader).toBe(cookieHeader);
  });

  it('is refused to somebody who is signed in already', async () => {
    const emma = await signedUp(server, 'Emma');
    const again = emma.postJson('/api/account', { name: 'Emma Two', password: PASSWORD });
    expect(await refusal(again)).toEqual([409, 'ALREADY_SIGNED_IN']);
  });

  it('is refused with SIGN_UP=nobody', async () => {
    const visitor = await RestClient.at(closed.url);
    const answer = visitor.postJson('/api/account', { name: 'Finn', password: PASSWORD });
    expect(await refusal(answer)).toEqual([403, 'SIGN_UP_CLOSED']);
    expect((await storedIn(closed)).users).toEqual([]);
  });
});

describe('signing in', () => {
  it('finds the account by its name in any case, with the password in any normal form', async () => {
    const password = 'caf\u00e9 in the rain';
    const gina = await someone();
    expect((await gina.postJson('/api/account', { name: 'Gina', password })).status).toBe(201);
    const { id } = await gina.me();
    const elsewhere = await signedIn(server, ' ＧＩＮＡ', 'cafe\u0301 in the rain');
    expect(await elsewhere.me()).toMatchObject({ id, name: 'Gina', guest: false });
  });

  it('does not give an account the messages that its owner wrote as a guest', async () => {
    await signedUp(server, 'Hugo');
    const guest = await someone();
    const message = await guest.say('a', 'who am I?');
    expect((await guest.postJson('/api/session', { name: 'Hugo', password: PASSWORD })).status).toBe(200);
    expect(await refusal(guest.postJson(`/api/rooms/a/messages/${message.id}/edit`, { body: 'x' }))).toEqual([
      403,
      'NOT_YOURS',
    ]);
  });

  it('is refused with a wrong password, and changes nothing', async () => {
    await signedUp(server, 'Iris');
    const visitor = await someone();
    const before = [await storedIn(server), visitor.cookieHeader];
    const answer = visitor.postJson('/api/session', { name: 'Iris', password: `${PASSWORD}!` });
    expect(await refusal(answer)).toEqual([401, 'SIGN_IN_FAILED']);
    expect([await storedIn(server), visitor.cookieHeader]).toEqual(before);
    // Premise: with the right one it works.
    expect((await visitor.postJson('/api/session', { name: 'Iris', password: PASSWORD })).status).toBe(200);
  });
});

describe('signing out', () => {
  it('ends the session, so that the browser is a new visitor', async () => {
    const jane = await signedUp(server, 'Jane');
    expect((await jane.postJson('/api/session/end', {})).status).toBe(200);
    expect(jane.session).toEqual(['', '']);
    expect(await jane.me()).toMatchObject({ id: null, guest: true });
  });

  it('on one device leaves the other signed in', async () => {
    const kim = await signedUp(server, 'Kim');
    const phone = await signedIn(server, 'Kim');
    await kim.postJson('/api/session/end', {});
    expect(await phone.me()).toMatchObject({ name: 'Kim' });
  });
});
