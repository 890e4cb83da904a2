import { describe, expect, it } from 'vitest';
import { refusal } from './support/account.js';
import { RestClient } from './support/rest-client.js';
import { PushOnTest } from './support/push-on-test.js';

const t = new PushOnTest();
const [ann, bob, cara] = t.people;

describe('a subscription', () => {
  it('is listed with its device, and says when something was last accepted', async () => {
    const { phone } = await t.phoneOf(bob);
    await t.subscribe(bob);
    await ann.say(t.group, 'hello');
    await t.passed();
    const { devices } = await t.list(phone);
    expect(devices.map(({ current }) => current)).toEqual(expect.arrayContaining([true, false]));
    expect(devices.every(({ last_success_at }) => last_success_at !== null)).toBe(true);
    expect(JSON.stringify(devices)).not.toContain(t.push.origin);
  });

  it('can be removed on the page of the account, without scripts', async () => {
    await t.subscribe(bob);
    const page = await (await bob.get('/account', { accept: 'text/html' })).text();
    const [, action = ''] = /action="(\/account\/push\/[^"]+\/remove)"/.exec(page) ?? [];
    const answer = await bob.post(action, {});
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account?done=push']);
    expect(await (await bob.get('/account?done=push', { accept: 'text/html' })).text()).toContain(
      'That device no longer gets push notifications.',
    );
    expect((await t.list(bob)).devices).toEqual([]);
    expect(await refusal(bob.postJson(action.replace('/account', '/api'), {}))).toEqual([404, 'NOT_FOUND']);
  });

  it('belongs to its account: nobody else can remove it', async () => {
    await t.subscribe(bob);
    const [device] = (await t.list(bob)).devices;
    expect(await refusal(ann.postJson(`/api/push/${device?.id}/remove`, {}))).toEqual([404, 'NOT_FOUND']);
    expect((await t.list(bob)).devices.length).toBe(1);
  });

  it('at the endpoint of another session takes its place: a browser has one person', async () => {
    const at = await t.subscribe(bob);
    await t.subscribe(cara, at);
    expect([(await t.list(bob)).devices, (await t.list(cara)).devices.length]).toEqual([[], 1]);
  });

  it('is kept for twenty devices of a person; of more, the oldest is dropped', async () => {
    const first = await t.subscribe(bob);
    for (let n = 0; n < 20; n += 1) {
      t.server.clock.jump(1);
      await t.phoneOf(bob);
    }
    const { devices } = await t.list(bob);
    expect([devices.length, devices.some(({ current }) => current)]).toEqual([20, false]);
    await ann.say(t.group, 'hello');
    await t.passed();
    expect(t.push.at(first.endpoint)).toEqual([]);
    expect(t.push.at(t.witness.endpoint).length).toBe(1);
  });

  it.each(['https://t.push.example/a', 'http://127.0.0.1:1/a', 'http://localhost/', 'ftp://127.0.0.1/'])(
    'at %s is refused: the setting does not name it',
    async (endpoint) => {
      const answer = bob.postJson('/api/push', { ...t.push.subscription(), endpoint });
      expect(await refusal(answer)).toEqual([400, 'PUSH_SERVICE_UNKNOWN']);
      expect((await t.list(bob)).devices).toEqual([]);
    },
  );

  it('must have keys', async () => {
    for (const broken of [
      { p256dh: 'abc' },
      { auth: '' },
      { p256dh: 'A'.repeat(87) },
      { p256dh: `B${'A'.repeat(86)}` },
    ])
      expect(await refusal(bob.postJson('/api/push', { ...t.push.subscription(), ...broken }))).toEqual([
        400,
        'FIELD_INVALID',
      ]);
  });

  it('needs an account', async () => {
    const guest = await RestClient.at(t.server.url);
    await guest.say('lobby', 'hello');
    expect(await refusal(guest.postJson('/api/push', t.push.subscription()))).toEqual([
      401,
      'SIGN_IN_REQUIRED',
    ]);
    expect(await t.list(guest)).toEqual({ public_key: null, devices: [] });
  });
});
