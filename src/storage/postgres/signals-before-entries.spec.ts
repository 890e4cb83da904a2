import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draft } from '../../../test/storage/drafts.js';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { type DatabaseNode, closeNodes, openNodes } from '../../../test/support/postgres/nodes.js';
import { Clock } from '../../clock.js';
import { ENTRY_TYPES } from '../../entry-types.js';
import { membersChanged } from '../../signals/signal.js';
import { NO_LOCK } from '../lock.js';
import { PostgresRoomLogStore } from './postgres-room-log.store.js';

afterEach(closeNodes);

const storeOf = ({ storage }: DatabaseNode): PostgresRoomLogStore =>
  new PostgresRoomLogStore(storage, new Clock(), ENTRY_TYPES);

describe('the removal of a member at another node is told here', () => {
  let here: DatabaseNode;
  let there: DatabaseNode;
  let happened: string[];
  beforeEach(async () => {
    // Its time stands still, so nobody asks for signals by themselves.
    const { nodes } = await openNodes(2, new ManualClock());
    [here, there] = nodes as [DatabaseNode, DatabaseNode];
    happened = [];
    here.signals.on('members', (rooms) => happened.push(...rooms));
    await there.storage.transact({ lock: NO_LOCK, signals: () => [membersChanged('group')] }, () =>
      Promise.resolve(),
    );
    // Premise: nothing else tells it.
    expect(happened).toEqual([]);
  });

  it('before an entry that this node stores afterwards is published', async () => {
    await storeOf(here).append([draft('later')], () => happened.push('published'));
    expect(happened).toEqual(['group', 'published']);
  });

  it('before an entry that was stored afterwards has been read', async () => {
    await storeOf(there).append([draft('later')]);
    expect(await storeOf(here).listNewest('lobby', 1)).toHaveLength(1);
    expect(happened).toEqual(['group']);
  });
});
