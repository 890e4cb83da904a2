import { describe, expect, it, vi } from 'vitest';
import { SessionService } from '../src/accounts/session.service.js';
import { SESSION_ENDED, copyOf, refusal } from './support/account.js';
import { gate } from './support/gate.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();

const WRITES: [what: string, write: (who: RestClient) => Promise<Response>][] = [
  ['a message', (who) => who.postJson('/api/rooms/a/messages', { body: 'hello' })],
  ['a message of the Tornado surface', (who) => who.post('/a/message/new', { body: 'hello' })],
  ['a name', (who) => who.postJson('/a/name', { name: 'Ann' })],
];

const SIGN_OUTS: [what: string, signOut: (who: RestClient) => Promise<Response>][] = [
  ['by a program', (who) => who.postJson('/api/session/end', {})],
  ['on the page', (who) => who.post('/account/sign-out', {})],
];

const cases = WRITES.flatMap(([what, write]) =>
  SIGN_OUTS.map(([how, signOut]) => [what, how, write, signOut] as const),
);

/** Holds the next first write back, where its session is about to be stored. */
function firstWriteHeld(): { reached: Promise<void>; letGo: () => void } {
  const sessions = server.app.get(SessionService);
  const [reached, going] = [gate(), gate()];
  const attach = sessions.attach.bind(sessions);
  vi.spyOn(sessions, 'attach').mockImplementationOnce(async (...args) => {
    reached.open();
    await going.passed;
    return attach(...args);
  });
  return { reached: reached.passed, letGo: going.open };
}

describe('a first write during a sign-out', () => {
  it.each(cases)(
    'is refused if the sign-out is stored first: %s, signing out %s',
    async (_what, _how, write, signOut) => {
      const who = await RestClient.at(server.url);
      const same = copyOf(who);
      const before = await storedIn(server);
      const held = firstWriteHeld();
      const writing = refusal(write(who));
      await held.reached;
      expect((await signOut(copyOf(who))).status).toBeLessThan(400);
      held.letGo();
      expect(await writing).toEqual(SESSION_ENDED);
      expect(await storedIn(server)).toEqual(before);
      expect(await refusal(same.get('/api/me'))).toEqual(SESSION_ENDED);
    },
  );

  it.each(cases)(
    'ends with the session if it is stored first: %s, signing out %s',
    async (_what, _how, write, signOut) => {
      const who = await RestClient.at(server.url);
      const same = copyOf(who);
      expect((await write(who)).status).toBeLessThan(400);
      expect((await signOut(who)).status).toBeLessThan(400);
      expect(await refusal(same.get('/api/me'))).toEqual(SESSION_ENDED);
    },
  );

  it('is refused to a visitor whose session was ended before it', async () => {
    const who = await RestClient.at(server.url);
    const same = copyOf(who);
    const before = await storedIn(server);
    expect((await who.postJson('/api/session/end', {})).status).toBe(200);
    expect(await refusal(same.postJson('/api/rooms/a/messages', { body: 'hello' }))).toEqual(SESSION_ENDED);
    expect(await storedIn(server)).toEqual(before);
  });
});
