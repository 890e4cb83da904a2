import { describe, expect, it } from 'vitest';
import type { MessageJson } from '../src/messages/dto/message.json.js';
import { Storage } from '../src/storage/storage.js';
import { type Account, otherSessionOf, PASSWORD, signedIn } from './support/account.js';
import { block } from './support/friends.js';
import { done, roomPath } from './support/groups.js';
import { type TestSubscription } from './support/push-service.js';
import { markRead } from './support/reading.js';
import { RestClient } from './support/rest-client.js';
import { PushOnTest } from './support/push-on-test.js';

const t = new PushOnTest();
const [ann, bob, cara] = t.people;

/** Bob gets nothing of what Ann says in the t.group, though Cara does. */
async function expectSilence(
  at: TestSubscription,
  meanwhile: (seq: number) => Promise<unknown>,
): Promise<void> {
  const { seq } = await ann.say(t.group, 'hello');
  await meanwhile(seq);
  await t.passed();
  expect([t.push.titlesAt(at), t.push.titlesAt(t.witness)]).toEqual([[], ['New message in Chess']]);
}

async function removeCurrent(phone: RestClient): Promise<Response> {
  const { devices } = await t.list(phone);
  return phone.postJson(`/api/push/${devices.find(({ current }) => current)?.id}/remove`, {});
}

describe('nothing is sent', () => {
  it('of what was read within ten seconds, on any device', async () => {
    const { at } = await t.phoneOf(bob);
    await expectSilence(at, (seq) => markRead(t.server, bob, t.group, seq));
  });

  it('of what somebody wrote whom the person has blocked', async () => {
    const at = await t.subscribe(bob);
    await expectSilence(at, () => block(bob, ann));
  });

  it('to somebody who left the group meanwhile', async () => {
    const at = await t.subscribe(bob);
    await expectSilence(at, () => done(bob, roomPath(t.group, '/leave')));
  });

  it('to somebody who wants no notifications', async () => {
    const at = await t.subscribe(bob);
    await expectSilence(at, () => done(bob, '/api/preferences', { desktop: 'off' }));
  });

  it('of a message that was deleted meanwhile', async () => {
    const at = await t.subscribe(bob);
    const message = await ann.say(t.group, 'oops');
    await ann.remove(message);
    await ann.say('Garden', `@${bob.name}`);
    await t.passed();
    expect([t.push.titlesAt(at), t.push.titlesAt(t.witness)]).toEqual([['You were mentioned in Garden'], []]);
  });

  it.each<[how: string, end: (phone: RestClient) => Promise<Response>]>([
    ['was signed out', (phone) => phone.postJson('/api/session/end', {})],
    [
      'was ended from another',
      async () => bob.postJson(`/api/sessions/${await otherSessionOf(bob)}/end`, {}),
    ],
    ['was signed out everywhere', () => bob.postJson('/api/sessions/end', {})],
    [
      'is not the one that changed the password',
      () => bob.postJson('/api/account/password', { password: PASSWORD, new_password: 'nine calm otters' }),
    ],
    ['is of a deleted account', () => bob.postJson('/api/account/delete', { password: PASSWORD })],
    ['was removed from the list', (phone) => removeCurrent(phone)],
  ])('to a device that %s', async (_, end) => {
    const { phone, at } = await t.phoneOf(bob);
    await ann.say(t.group, 'before');
    await t.passed();
    expect(t.push.titlesAt(at)).toEqual(['New message in Chess']);
    expect((await end(phone)).status).toBe(200);
    await ann.say(t.group, 'after');
    await t.passed();
    expect([t.push.titlesAt(at).length, t.push.titlesAt(t.witness).length]).toEqual([1, 2]);
    const { reader } = t.server.app.get(Storage);
    const rows = reader.selectFrom('push_subscriptions').select('auth').where('endpoint', '=', at.endpoint);
    expect(await rows.execute()).toEqual([]);
  });

  it('to a device that has not been used for as long as a session may rest', async () => {
    const at = await t.subscribe(bob);
    t.server.clock.jump(8 * 86_400_000);
    const again = (await signedIn(t.server, ann.name)) as Account;
    const fresh = await t.subscribe(await signedIn(t.server, cara.name));
    await again.say(t.group, 'after');
    await t.passed();
    expect([t.push.titlesAt(at).length, t.push.titlesAt(fresh).length]).toEqual([0, 1]);
  });
});

describe('a notification that could not be sent at once is not sent later', () => {
  const RETRY_MS = 5000;

  /** Attempts at Bob's device and at Cara's, where the first failed, after this has been done. */
  async function attemptsAfter(act: (message: MessageJson) => Promise<unknown>): Promise<number[]> {
    const [at, other] = [
      await t.subscribe(bob, t.push.subscription(503)),
      await t.subscribe(cara, t.push.subscription(503)),
    ];
    const message = await ann.say(t.group, 'hello');
    await t.passed();
    expect([t.push.at(at.endpoint).length, t.push.at(other.endpoint).length]).toEqual([1, 1]);
    await act(message);
    await t.passed(RETRY_MS);
    return [t.push.at(at.endpoint).length, t.push.at(other.endpoint).length];
  }

  it.each<[when: string, act: () => Promise<unknown>]>([
    ['to a device that was removed in the account', () => removeCurrent(bob)],
    ['to a session that was ended', () => done(bob, '/api/session/end')],
    ['to somebody who left the group', () => done(bob, roomPath(t.group, '/leave'))],
    [
      'to somebody who was removed from the group',
      () => done(ann, roomPath(t.group, `/members/${bob.id}/remove`)),
    ],
    [
      'to somebody who was banned from the group',
      () => done(ann, roomPath(t.group, `/members/${bob.id}/ban`)),
    ],
    ['to somebody who has blocked the author', () => block(bob, ann)],
    ['to somebody who wants no notifications', () => done(bob, '/api/preferences', { desktop: 'off' })],
  ])('%s', async (_, act) => {
    expect(await attemptsAfter(act)).toEqual([1, 2]);
  });

  it.each<[of: string, act: (message: MessageJson) => Promise<unknown>]>([
    ['of a group that was deleted', () => done(ann, roomPath(t.group, '/delete'))],
    ['of a message that was deleted', (message) => ann.remove(message)],
  ])('%s', async (_, act) => {
    expect(await attemptsAfter(act)).toEqual([1, 1]);
  });
});
