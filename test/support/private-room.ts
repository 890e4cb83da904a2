import { v7 as uuidv7 } from 'uuid';
import type { Session } from '../../src/accounts/session.js';
import type { NoticeDetail } from '../../src/log/entry-type.js';
import type { LogTransaction } from '../../src/log/log-transaction.js';
import { MEMBERSHIP, SETTINGS } from '../../src/rooms/room-notices.js';
import { roomLock } from '../../src/storage/lock.js';
import { membersChanged } from '../../src/signals/signal.js';
import type { Change } from '../../src/storage/storage.js';
import { type TestNode, aSession } from './test-node.js';

const ANN = { id: 'ann', name: 'Ann' };

/** A group at a node without HTTP, and the two who are in it: one who may be removed, and one who stays. */
export class PrivateRoom {
  readonly key = '~AAAAAAAAAAAAAAAAAAAAAA';
  readonly member = { id: 'bob', name: 'Bob', isGuest: false };
  readonly session: Session;

  private constructor(private readonly node: TestNode) {
    this.session = aSession('of bob');
    this.session.user = this.member;
  }

  static async at(node: TestNode): Promise<PrivateRoom> {
    const room = new PrivateRoom(node);
    await room.#change('joined', async ({ trx }) => {
      const people = [room.member, ANN];
      const users = people.map(({ id, name }) => ({ id, name, created_at: 0, account_key: id }));
      await trx.insertInto('users').values(users).execute();
      const row = { key: room.key, kind: 'group' as const, last_seq: 0, created_at: 0 };
      await trx.insertInto('rooms').values(row).execute();
      const { id: room_id } = await trx.selectFrom('rooms').select('id').executeTakeFirstOrThrow();
      const memberships = people.map(({ id }) => ({
        room_id,
        user_id: id,
        role: 'member' as const,
        joined_at: 0,
      }));
      await trx.insertInto('memberships').values(memberships).execute();
    });
    return room;
  }

  /** The member is removed. */
  readonly remove = async (): Promise<void> => {
    await this.#change('removed', async ({ trx }) => {
      await trx.deleteFrom('memberships').where('user_id', '=', this.member.id).execute();
    });
  };

  /** The member is removed, and somebody else says something right after it. */
  readonly removeAndSay = async (): Promise<void> => {
    await this.remove();
    await this.node.say(this.key, 'secret');
  };

  /** The room is deleted, as far as its log tells. */
  readonly delete = async (): Promise<void> => {
    const notice = { id: uuidv7(), at: 0, by: ANN, detail: { change: 'deleted' } };
    await this.node.log.transact(this.#committing(), async (change) =>
      change.append([{ room: this.key, type: SETTINGS, notice }]),
    );
  };

  #committing(): Change<void> {
    return { lock: roomLock(this.key), signals: () => [membersChanged(this.key)] };
  }

  async #change(change: string, work: (log: LogTransaction) => Promise<void>): Promise<void> {
    const detail: NoticeDetail = { change, user: this.member };
    const notice = { id: uuidv7(), at: 0, by: ANN, detail };
    await this.node.log.transact(this.#committing(), async (log) => {
      await work(log);
      log.append([{ room: this.key, type: MEMBERSHIP, notice }]);
    });
  }
}
