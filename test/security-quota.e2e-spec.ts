import { describe, expect, it } from 'vitest';
import { held } from './support/holding.js';
import { RestClient, updatesPath } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const KEPT = 8;

const server = sharedApp();

describe('R2 a hundred polls held by one session', () => {
  it.each([
    ['rest', (who: RestClient, signal: AbortSignal) => who.get(updatesPath({ lobby: 0 }), {}, signal)],
    [
      'seed',
      (who: RestClient, signal: AbortSignal) =>
        who.postRaw(
          '/a/message/updates',
          new URLSearchParams({ room: '42' }),
          { 'x-xsrftoken': who.token },
          signal,
        ),
    ],
  ] as const)(
    'keep the newest eight on the %s surface, and answer the others with a wait',
    async (surface, ask) => {
      const who = await RestClient.at(server.url);
      const other = await (await RestClient.at(server.url)).hold(server, { [surface]: 0 });
      const leaving = new AbortController();
      const all: Promise<Response>[] = [];
      for (let n = 0; n < 100; n++) {
        all.push(ask(who, leaving.signal));
        await held(server, 1 + Math.min(n + 1, KEPT));
      }
      const answers = await Promise.all(all.slice(0, -KEPT));
      for (const answer of answers) {
        if (surface === 'seed') {
          expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '5']);
        } else {
          expect(answer.status).toBe(200);
          expect(await answer.json()).toMatchObject({ events: [], retryMs: 5000 });
        }
      }
      expect(server.heldPolls.count).toBe(1 + KEPT);
      leaving.abort();
      await Promise.allSettled(all);
      await held(server, 1);
      await (await RestClient.at(server.url)).say(surface, 'hello');
      await other.answer;
    },
  );
});
