import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PushJson } from '../src/push/dto/push.json.js';
import { type Account, signedIn, signedUpAll } from './support/account.js';
import { done, groupOf } from './support/groups.js';
import { lockDatabase } from './support/locked-database.js';
import { PushService, type TestSubscription } from './support/push-service.js';
import { type ServerProcess, freePort, startServer } from './support/server-process.js';
import { until } from './support/until.js';

const CANARY = 'canary of the seven herons';

describe('L1 the log of push notifications', () => {
  let push: PushService;
  let server: ServerProcess;
  let output: string;
  let exitCode: number | null;
  const secrets = [CANARY];

  /** Subscribes a device, and waits for what the server answers. */
  async function subscribe(who: Account, subscription: TestSubscription, status = 200): Promise<void> {
    const { endpoint, p256dh, auth } = subscription;
    secrets.push(new URL(endpoint).pathname.replace('/push/', ''), p256dh, auth);
    expect((await who.postJson('/api/push', subscription)).status).toBe(status);
  }

  beforeAll(async () => {
    push = await PushService.start();
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const PUSH_SERVICES = `${push.origin},${nobody}`;
    server = await startServer({ env: { LOG_LEVEL: 'trace', LIMITS: 'off', PUSH_SERVICES } });
    const [ann, bob] = (await signedUpAll(server, 'Ann', 'Bob')) as [Account, Account];
    const group = await groupOf(ann, bob);
    await done(bob, '/api/preferences', { push: 'on' });
    const { public_key } = (await (await bob.get('/api/push')).json()) as PushJson;
    secrets.push(public_key as string);
    const answers = [
      201,
      400,
      410,
      503,
      'none',
      { status: 301, headers: { location: push.origin } },
    ] as const;
    const devices = answers.map((answer) => push.subscription(answer));
    const unreachable = push.subscription();
    unreachable.endpoint = unreachable.endpoint.replace(push.origin, nobody);
    for (const one of [...devices, unreachable])
      await subscribe((await signedIn(server, bob.name)) as Account, one);
    await ann.say(group, CANARY);
    // What is accepted and what is given up cannot be stored.
    const unlock = await lockDatabase(server);
    await subscribe(bob, push.subscription(), 503);
    await until(() => devices.every(({ endpoint }) => push.at(endpoint).length === 1));
    await until(() => server.logs().includes('push service did not answer'));
    await until(() => server.logs().match(/"push notification failed"/g)?.length === 2);
    await unlock();
    // With one that has no answer yet, two that wait to be sent again, and messages that wait for their time.
    await ann.say(group, CANARY);
    exitCode = await server.stop();
    output = server.logs();
  });
  afterAll(async () => {
    await server.kill();
    push.close();
  });

  it('contains no address, key or text', () => {
    // Premises: they were sent, and it is the log of that.
    expect(push.received.map(({ payload }) => payload.body)).toEqual(Array(6).fill(CANARY));
    for (const event of [
      'push service refused',
      'push service did not answer',
      'push notification failed',
      'request failed',
    ])
      expect(output).toContain(`"${event}"`);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(15);
      expect(output.includes(secret)).toBe(false);
    }
  });

  it('says which service refused, in one line for each', () => {
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event?: string });
    const refused = lines.filter(({ event }) => event === 'push service refused');
    expect(refused).toHaveLength(2);
    expect(refused).toEqual(
      expect.arrayContaining(
        [400, 301].map((status) =>
          expect.objectContaining({ level: 40, status, service: new URL(push.origin).host }),
        ),
      ),
    );
  });

  it('ends with the program, though notifications wait and are under way', () => {
    expect(exitCode).toBe(0);
  });
});
