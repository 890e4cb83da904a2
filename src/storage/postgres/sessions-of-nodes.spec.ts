import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { ANN } from '../../../test/support/test-sessions.js';
import { OwnSessions } from '../../accounts/own-sessions.js';
import type { Session } from '../../accounts/session.js';
import { SessionCookie } from '../../accounts/session-cookie.js';
import { SessionService } from '../../accounts/session.service.js';
import { CookieSecret } from '../../config/cookie-secret.js';
import { loadConfig } from '../../config/load-config.js';
import { personChanged } from '../../signals/signal.js';
import { userLock } from '../lock.js';

const config = loadConfig({ COOKIE_SECRET: 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa' });
const BOB = { id: 'u-bob', name: 'Bob', isGuest: true };

/** The sessions of one node, with objects of its own for them. */
class SessionsOfNode {
  readonly cookie: SessionCookie;
  readonly service: SessionService;

  constructor(
    readonly node: DatabaseNode,
    clock: ManualClock,
  ) {
    this.cookie = new SessionCookie(config, new CookieSecret(config), clock);
    this.service = new SessionService(this.cookie, node.signals, node.storage, clock);
  }

  /** As a request does, which first hears what others have changed. */
  async find(header: string): Promise<Session | 'ended' | undefined> {
    await this.node.storage.feed.current();
    return this.service.read(header);
  }

  async userOf(header: string): Promise<unknown> {
    return ((await this.find(header)) as Session).user;
  }
}

let one: SessionsOfNode;
let other: SessionsOfNode;
let header: string;
const clock = new ManualClock();
beforeEach(async () => {
  const { nodes } = await openNodes(2);
  [one, other] = nodes.map((node) => new SessionsOfNode(node, clock)) as [SessionsOfNode, SessionsOfNode];
  const made = one.cookie.newSession();
  header = one.cookie.header(made).split(';', 1)[0] as string;
});
afterEach(closeNodes);

describe('a session without a user', () => {
  it('has one at each node as soon as its guest was made at another', async () => {
    // Premise: both know that there is none.
    expect([await one.userOf(header), await other.userOf(header)]).toEqual([null, null]);
    await one.service.attach((await one.find(header)) as Session, ANN);
    expect(await other.userOf(header)).toEqual(ANN);
  });

  it('gets one guest if its first writes come to two nodes at the same time', async () => {
    const sessions = [(await one.find(header)) as Session, (await other.find(header)) as Session] as const;
    expect(sessions[0]).not.toBe(sessions[1]);
    const users = await Promise.all([
      one.service.attach(sessions[0], ANN),
      other.service.attach(sessions[1], BOB),
    ]);
    expect(users[0]).toEqual(users[1]);
    expect([await one.userOf(header), await other.userOf(header)]).toEqual(users);
    const stored = await one.node.storage.reader.selectFrom('users').select('id').execute();
    expect(stored).toHaveLength(1);
  });

  it('has one also if the guest was made during the look-up', async () => {
    const { reader } = other.node.storage;
    const read = reader.getExecutor().executeQuery.bind(reader.getExecutor());
    const session = other.cookie.read(header) as Session;
    let isMade = false;
    reader.getExecutor().executeQuery = async (query) => {
      const result = await read(query);
      if (!isMade) {
        isMade = true;
        await one.service.attach((await one.service.read(header)) as Session, ANN);
        await other.node.storage.feed.current();
      }
      return result;
    };
    await other.service.confirm(session);
    expect([isMade, session.user]).toEqual([true, ANN]);
  });
});

describe('a session with a user', () => {
  beforeEach(async () => {
    await one.service.attach((await one.find(header)) as Session, ANN);
    expect([await one.userOf(header), await other.userOf(header)]).toEqual([ANN, ANN]);
  });

  it('has ended at each node as soon as it was ended at another', async () => {
    const held = (await other.find(header)) as Session;
    await new OwnSessions(one.node.storage, clock).endThis((await one.find(header)) as Session);
    await other.node.storage.feed.current();
    expect(other.service.isCurrent(held)).toBe(false);
    await expect(other.service.confirm(held)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(await other.find(header)).toBe('ended');
  });

  it('shows the new name of its user at each node', async () => {
    await one.node.storage.transact(
      { lock: userLock(ANN.id), signals: () => [personChanged(ANN.id)] },
      (trx) => trx.updateTable('users').set({ name: 'Anna' }).where('id', '=', ANN.id).execute(),
    );
    expect(await other.userOf(header)).toEqual({ ...ANN, name: 'Anna' });
  });
});
