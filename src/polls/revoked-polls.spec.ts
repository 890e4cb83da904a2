import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestNode, aSession } from '../../test/support/test-node.js';
import type { Session } from '../accounts/session.js';
import { Waiter } from './waiter.js';

let node: TestNode;
beforeEach(async () => {
  node = await TestNode.start();
});
afterEach(() => node.stop());

const ENDED = { code: 'SESSION_ENDED' };

/** A poll of the room `r` from its beginning, on each surface. */
const POLLS: [surface: string, poll: (session: Session) => Promise<unknown>][] = [
  ['seed', (session) => node.poll('r', '00000000-0000-0000-0000-000000000000', new Waiter(session), session)],
  ['REST', (session) => node.update({ r: 0 }, { session, waiter: new Waiter(session) })],
];

describe.each(POLLS)('a poll of the %s surface whose session ends', (_, poll) => {
  it('while it is held is ended at once', async () => {
    const polled = poll(node.session);
    await node.held();
    await node.endSession(node.session);
    await expect(polled).rejects.toMatchObject(ENDED);
  });

  it('between the request and the wait is ended all the same', async () => {
    // Premise: no poll waits yet, so the signal wakes none.
    node.store.beforeRead = () => node.endSession(node.session);
    await expect(poll(node.session)).rejects.toMatchObject(ENDED);
  });

  it('before it is counted in is ended as soon as it is', async () => {
    const session = aSession('early');
    await node.lookUp(session);
    await node.endSession(session);
    await expect(poll(session)).rejects.toMatchObject(ENDED);
  });

  it('between the read and the answer gets nothing of what was read', async () => {
    await node.say('r', 'secret');
    node.restart();
    node.store.afterRead = () => node.endSession(node.session);
    await expect(poll(node.session)).rejects.toMatchObject(ENDED);
  });

  it('does not end those of other sessions', async () => {
    const [one, other] = [aSession('one'), aSession('other')];
    const polled = poll(one);
    await node.held();
    await node.endSession(other);
    const [message] = await node.say('r', 'hello');
    expect(JSON.stringify(await polled)).toContain(message?.id);
  });
});
