import { v7 as uuidv7 } from 'uuid';
import type { User } from '../accounts/user.js';
import type { Author } from '../log/message.js';
import type { NoticeType } from '../log/entry-type.js';
import type { LogTransaction } from '../log/log-transaction.js';
import { ownLogKey } from '../log/own-log.js';
import { FriendshipJson } from './dto/friendship.json.js';
import { isBlocked } from './pair-rows.js';

/** In `@me`: a friend request came, was answered or withdrawn, or a friendship ended. */
export const FRIENDSHIP: NoticeType = {
  name: 'friendship',
  field: 'friendship',
  json: FriendshipJson,
  namesUser: true,
};

export type FriendshipChange = 'asked' | 'accepted' | 'declined' | 'withdrawn' | 'parted';

/**
 * Appends a notice of the change to the own logs of both people. The other person gets none if they have blocked the one who made the
 * change.
 */
export async function appendNotices(
  log: LogTransaction,
  at: number,
  { id, name }: User,
  other: Author,
  change: FriendshipChange,
): Promise<void> {
  const by = { id, name };
  const drafts = [draft(by, other)];
  if (!(await isBlocked(log.trx, other.id, id))) drafts.push(draft(other, by));
  log.append(drafts);

  function draft(to: Author, user: Author) {
    const notice = { id: uuidv7(), at, by, detail: { change, user } };
    return { room: ownLogKey(to.id), type: FRIENDSHIP, notice };
  }
}
