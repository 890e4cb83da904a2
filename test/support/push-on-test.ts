import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { PushJson } from '../../src/push/dto/push.json.js';
import { GRACE_MS, PushCalls } from '../../src/push/push-calls.js';
import { PushQueue } from '../../src/push/push-queue.js';
import { type Account, freshAccounts, signedIn } from './account.js';
import { done, groupOf } from './groups.js';
import { PushService, type TestSubscription } from './push-service.js';
import type { RestClient } from './rest-client.js';
import { type TestApp, startApp } from './test-app.js';
import { until } from './until.js';

/** A server with a push service, and three people in a group. */
export class PushOnTest {
  readonly server = {} as TestApp;
  readonly people = freshAccounts(this.server, 'Ann', 'Bob', 'Cara');
  push!: PushService;
  group!: string;
  /** Of Cara, who has chosen nothing: what comes there could have come to Bob. */
  witness!: TestSubscription;

  constructor() {
    beforeAll(async () => {
      this.push = await PushService.start();
      Object.assign(this.server, await startApp({ LIMITS: 'off', PUSH_SERVICES: this.push.origin }));
    });
    afterAll(async () => {
      await this.server.close();
      this.push.close();
    });
    beforeEach(async () => {
      const [ann, bob, cara] = this.people;
      this.group = await groupOf(ann, bob, cara);
      this.witness = await this.subscribe(cara);
    });
  }

  async subscribe(who: RestClient, subscription = this.push.subscription()): Promise<TestSubscription> {
    await done(who as Account, '/api/push', subscription);
    return subscription;
  }

  async list(who: RestClient): Promise<PushJson> {
    return (await (await who.get('/api/push')).json()) as PushJson;
  }

  /** Until all that is to be sent by now has been sent, or waits for a retry. */
  sent(): Promise<void> {
    const { app } = this.server;
    return until(() => app.get(PushCalls).calling === 0 && app.get(PushQueue).length === 0);
  }

  /** Lets the time pass that people have for reading. */
  async passed(ms = GRACE_MS): Promise<void> {
    this.server.clock.advance(ms);
    await this.sent();
  }

  /** Another device of somebody, which gets notifications. */
  async phoneOf(who: Account): Promise<{ phone: RestClient; at: TestSubscription }> {
    const phone = await signedIn(this.server, who.name);
    return { phone, at: await this.subscribe(phone) };
  }
}
