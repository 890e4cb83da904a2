import { Injectable } from '@nestjs/common';
import { findAccountById } from '../accounts/accounts.js';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Limits } from '../limits/limits.js';
import type { Author } from '../log/message.js';
import { RoomLogService } from '../log/room-log.service.js';
import { userLock } from '../storage/lock.js';
import type { Transaction } from '../storage/storage.js';
import { type FriendshipChange, appendNotices } from './friend-notices.js';
import { addPair, areFriends, countPairs, dropPair, hasPair, isBlocked } from './pair-rows.js';

/** Limits of one person: friends, and unanswered requests. */
const MAX_FRIENDS = 1000;
const MAX_ASKED = 100;

/** A change between two people, within its transaction. */
interface FriendTransaction {
  trx: Transaction;
  me: User;
  other: Author;
  now: number;
  tell: (change: FriendshipChange) => Promise<void>;
}

/**
 * Friend requests and friendships between accounts. Both people are told in their own logs, in the same commit; a blocked person sees the
 * same as with somebody who never answers. Every method throws YOURSELF for the caller's own id, NOT_FOUND if there is no such account, and
 * SESSION_ENDED if the caller's account was deleted.
 */
@Injectable()
export class FriendService {
  constructor(
    private readonly log: RoomLogService,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks somebody to be friends, or accepts if they have already asked. Repeating it changes nothing. Throws NOT_FOUND if there is no such
   * account, YOURSELF, BLOCKED_BY_YOU, TOO_MANY_FRIENDS, TOO_MANY_REQUESTS.
   */
  async request(me: User, otherId: string, address: string): Promise<void> {
    await this.limits.requests.take(me.id, address);
    await this.#transact(me, otherId, async (change) => {
      const { trx, other, now } = change;
      if (await isBlocked(trx, me.id, other.id)) throw new ChatError('BLOCKED_BY_YOU');
      if (await areFriends(trx, me.id, other.id)) return;
      if (await hasPair(trx, 'friend_requests', other.id, me.id)) return befriend(change);
      if (await hasPair(trx, 'friend_requests', me.id, other.id)) return;
      if ((await countPairs(trx, 'friend_requests', me.id)) >= MAX_ASKED) throw tooMany(MAX_ASKED);
      await addPair(trx, 'friend_requests', me.id, other.id, now);
      await change.tell('asked');
    });
  }

  /** Throws NOT_FOUND if the person has not asked or the caller has blocked them; TOO_MANY_FRIENDS. */
  accept(me: User, otherId: string): Promise<void> {
    return this.#transact(me, otherId, async (change) => {
      await requireRequest(change);
      await befriend(change);
    });
  }

  /** Throws NOT_FOUND if the person has not asked or the caller has blocked them. */
  decline(me: User, otherId: string): Promise<void> {
    return this.#transact(me, otherId, async (change) => {
      await requireRequest(change);
      await dropPair(change.trx, 'friend_requests', otherId, me.id);
      await change.tell('declined');
    });
  }

  /** Takes the caller's request back. Throws NOT_FOUND if there is none. */
  withdraw(me: User, otherId: string): Promise<void> {
    return this.#transact(me, otherId, async ({ trx, tell }) => {
      if (!(await dropPair(trx, 'friend_requests', me.id, otherId))) throw new ChatError('NOT_FOUND');
      await tell('withdrawn');
    });
  }

  /** Ends a friendship for both. Throws NOT_FOUND if there is none. */
  remove(me: User, otherId: string): Promise<void> {
    return this.#transact(me, otherId, async ({ trx, tell }) => {
      if (!(await dropPair(trx, 'friends', me.id, otherId))) throw new ChatError('NOT_FOUND');
      await dropPair(trx, 'friends', otherId, me.id);
      await tell('parted');
    });
  }

  async #transact(
    me: User,
    otherId: string,
    work: (change: FriendTransaction) => Promise<void>,
  ): Promise<void> {
    if (otherId === me.id) throw new ChatError('YOURSELF');
    await this.log.transact({ lock: [userLock(me.id), userLock(otherId)] }, async (change) => {
      const { trx } = change;
      // The caller's account may have been deleted since the request began.
      if (!(await findAccountById(trx, me.id))) throw new ChatError('SESSION_ENDED');
      const found = await findAccountById(trx, otherId);
      if (!found) throw new ChatError('NOT_FOUND');
      const [other, now] = [{ id: found.id, name: found.name }, this.clock.now()];
      await work({ trx, me, other, now, tell: (what) => appendNotices(change, now, me, other, what) });
    });
  }
}

async function requireRequest({ trx, me, other }: FriendTransaction): Promise<void> {
  const asked = await hasPair(trx, 'friend_requests', other.id, me.id);
  if (!asked || (await isBlocked(trx, me.id, other.id))) throw new ChatError('NOT_FOUND');
}

async function befriend({ trx, me, other, now, tell }: FriendTransaction): Promise<void> {
  for (const [one, another] of [
    [me.id, other.id],
    [other.id, me.id],
  ] as const) {
    if ((await countPairs(trx, 'friends', one)) >= MAX_FRIENDS) throw tooMany(MAX_FRIENDS);
    await dropPair(trx, 'friend_requests', one, another);
    await addPair(trx, 'friends', one, another, now);
  }
  await tell('accepted');
}

function tooMany(max: number): ChatError {
  return new ChatError('TOO_MANY_FRIENDS', { params: { max } });
}
