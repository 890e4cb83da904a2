import { describe, expect, it } from 'vitest';
import { GRACE_MS } from '../src/push/push-calls.js';
import { directOf, done, roomPath } from './support/groups.js';
import { PushOnTest } from './support/push-on-test.js';

const t = new PushOnTest();
const [ann, bob, cara] = t.people;

/** Bob chooses what calls him there. */
const setBell = (room: string, bell: string) => done(bob, roomPath(room, '/preferences'), { bell });

describe('a message', () => {
  it('is told to the other members of a group, without its text, encrypted and signed', async () => {
    const at = await t.subscribe(bob);
    const own = await t.subscribe(ann);
    const { seq } = await ann.say(t.group, 'the secret plan');
    await t.passed();
    const [received, ...more] = t.push.at(at.endpoint);
    expect(received?.payload).toEqual({
      title: 'New message in Chess',
      body: '',
      lang: 'en',
      room: t.group,
      seq,
      path: `/room?room=${encodeURIComponent(t.group)}`,
    });
    expect(received?.headers).toMatchObject({ ttl: '86400', urgency: 'normal' });
    expect(received?.headers['topic']).toMatch(/^[\w-]{32}$/);
    expect(received?.key).toBe((await t.list(bob)).public_key);
    expect([more, t.push.at(own.endpoint), t.push.wrong]).toEqual([[], [], []]);
  });

  it('is shown with its text, in their language, to those who have chosen that', async () => {
    const at = await t.subscribe(bob);
    await done(bob, '/api/preferences', { push: 'on', language: 'zh-CN' });
    await ann.say(t.group, `你好${'😀'.repeat(300)}`);
    await t.passed();
    const { title, body, lang } = t.push.at(at.endpoint)[0]?.payload ?? {};
    expect([title, lang]).toEqual([`${ann.name}（Chess）`, 'zh-CN']);
    expect(body).toBe(`你好${'😀'.repeat(198)}`);
    await ann.say(t.group, '**now** `x`');
    await t.passed();
    expect(t.push.at(at.endpoint).at(-1)?.payload?.body).toBe('now x');
    await done(bob, '/api/preferences', { push: 'off' });
    await ann.say(t.group, 'again');
    await t.passed();
    expect(t.push.titlesAt(at).at(-1)).toBe('Chess 有新消息');
  });

  it('in a private conversation is told with the name of its author, and urgently', async () => {
    const at = await t.subscribe(bob);
    await ann.say(await directOf(ann, bob), 'hello');
    await t.passed();
    expect(t.push.titlesAt(at)).toEqual([`New message from ${ann.name}`]);
    expect(t.push.at(at.endpoint)[0]?.headers['urgency']).toBe('high');
  });

  it('in an open room is told to those it mentions', async () => {
    const at = await t.subscribe(bob);
    await ann.say('lobby', 'to nobody');
    await ann.say('Garden', `look, @${bob.name}`);
    await t.passed();
    expect(t.push.titlesAt(at)).toEqual(['You were mentioned in Garden']);
    expect(t.push.at(t.witness.endpoint)).toEqual([]);
  });

  it('is told once with those that follow within seconds, by the last, which has a topic in common with later ones', async () => {
    const at = await t.subscribe(bob);
    await done(bob, '/api/preferences', { push: 'on' });
    for (const text of ['one', 'two', 'three']) await ann.say(t.group, text);
    await bob.say(t.group, 'my own');
    await t.passed();
    await ann.say(t.group, 'four');
    await t.passed();
    expect(t.push.at(at.endpoint).map(({ payload }) => payload.body)).toEqual(['three', 'four']);
    expect(new Set(t.push.at(at.endpoint).map(({ headers }) => headers['topic'])).size).toBe(1);
    expect(t.push.at(at.endpoint)[0]?.headers['topic']).toBe(
      t.push.at(t.witness.endpoint)[0]?.headers['topic'],
    );
  });

  it('is told to nobody before they had ten seconds to read it', async () => {
    const at = await t.subscribe(bob);
    await ann.say(t.group, 'hello');
    await t.passed(GRACE_MS - 1);
    expect(t.push.at(at.endpoint)).toEqual([]);
    await t.passed(1);
    expect(t.push.at(at.endpoint).length).toBe(1);
  });
});

describe('the bell of a room', () => {
  it('that is set to nothing keeps everything back, to mentions all but those', async () => {
    const at = await t.subscribe(bob);
    await setBell(t.group, 'nothing');
    await ann.say(t.group, `@${bob.name}`);
    await t.passed();
    expect([t.push.titlesAt(at), t.push.titlesAt(t.witness)]).toEqual([[], ['New message in Chess']]);
    await setBell(t.group, 'mentions');
    await ann.say(t.group, 'to all');
    await t.passed();
    await ann.say(t.group, `@${bob.name}`);
    await t.passed();
    expect(t.push.titlesAt(at)).toEqual(['You were mentioned in Chess']);
  });

  it('that is set to everything tells of each message in an open room', async () => {
    const at = await t.subscribe(bob);
    const room = `Garden of ${ann.name}`;
    await ann.say(room, 'before');
    await setBell(room, 'everything');
    await ann.say(room, `after, @${bob.name}`);
    await ann.say(room, 'to all');
    await t.passed();
    expect(t.push.titlesAt(at)).toEqual([`New message in ${room}`]);
    await setBell(room, 'nothing');
    await ann.say(room, `@${bob.name} and @${cara.name}`);
    await t.passed();
    expect([t.push.titlesAt(at).length, t.push.titlesAt(t.witness)]).toEqual([
      1,
      [`You were mentioned in ${room}`],
    ]);
  });
});
