import { afterEach, describe, expect, it, vi } from 'vitest';
import { HeldLocks } from '../../../test/support/postgres/held-locks.js';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { ANN } from '../../../test/support/test-sessions.js';
import { until } from '../../../test/support/until.js';
import { storeGuestSessions } from '../../accounts/guest-sessions.js';

afterEach(closeNodes);

const SESSIONS = [{ idHash: 'hash', startedAt: 0, user: ANN }];

async function guestsWhoWait() {
  const { nodes, settings } = await openNodes(1);
  const { storage } = nodes[0] as DatabaseNode;
  const transact = vi.spyOn(storage, 'transact');
  const held = await HeldLocks.by(settings, 'lock table users in exclusive mode');
  const storing = storeGuestSessions(storage, SESSIONS, 0);
  return { transact, held, storing };
}

describe('guests who wait for what another node has locked', () => {
  it('are stored at the second try', async () => {
    const { transact, held, storing } = await guestsWhoWait();
    await until(() => transact.mock.calls.length === 2, 'a second try');
    await held.release();
    expect(await storing).toEqual([ANN]);
  });

  it('are refused after that', async () => {
    const { transact, held, storing } = await guestsWhoWait();
    await expect(storing).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE', retryAfterSeconds: 2 });
    expect(transact).toHaveBeenCalledTimes(2);
    await held.release();
  });
});
