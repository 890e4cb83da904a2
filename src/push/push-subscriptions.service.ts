import { ECDH } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireSignedIn } from '../accounts/accounts.js';
import { SESSION_MAX_AGE_MS, SESSION_MAX_IDLE_MS, type Session } from '../accounts/session.js';
import { listedId } from '../accounts/session-rows.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { isAtPushService, pushServicesOf } from '../config/is-push-service-list.js';
import type { Language } from '../i18n/language.js';
import { sessionLock, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';

const MAX_DEVICES = 20;

/** What a browser says of its subscription (https://www.w3.org/TR/push-api/). */
export interface BrowserSubscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** A device of an account that gets push notifications. */
export interface PushDevice {
  /** The id of its session in the list of sessions. */
  id: string;
  device: string;
  createdAt: number;
  /** When a push service last accepted something for it; accurate to about an hour. */
  succeededAt: number | null;
  isThis: boolean;
}

/** Where the sessions of accounts want push notifications: each session at one address, and nowhere once it has ended. */
@Injectable()
export class PushSubscriptions {
  readonly #services: readonly string[];

  constructor(
    private readonly storage: Storage,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.#services = pushServicesOf(config.pushServices);
  }

  /** False if this server sends none. */
  get isOn(): boolean {
    return this.#services.length > 0;
  }

  /** False for an address that the setting does not allow, or no longer. */
  allows(endpoint: string): boolean {
    return isAtPushService(this.#services, endpoint);
  }

  /**
   * Takes the place of what the session had, and of what another session had at this endpoint. Of an account with more than MAX_DEVICES, the
   * one that subscribed first is dropped. Throws SIGN_IN_REQUIRED, PUSH_SERVICE_UNKNOWN, FIELD_INVALID, SESSION_ENDED.
   */
  async store(
    { user, idHash }: Session,
    { endpoint, p256dh, auth }: BrowserSubscription,
    language: Language,
  ): Promise<void> {
    const { id: userId } = requireSignedIn(user);
    if (!this.allows(endpoint)) throw new ChatError('PUSH_SERVICE_UNKNOWN');
    if (!isPublicKey(p256dh)) throw new ChatError('FIELD_INVALID', { params: { field: 'p256dh' } });
    const subscription = { session_hash: idHash, p256dh, auth, language, created_at: this.clock.now() };
    await this.storage.transact({ lock: [userLock(userId), sessionLock(idHash)] }, async (trx) => {
      const sessions = trx.selectFrom('sessions').select('id_hash').where('id_hash', '=', idHash);
      if (!(await sessions.executeTakeFirst())) throw new ChatError('SESSION_ENDED');
      await trx.deleteFrom('push_subscriptions').where('session_hash', '=', idHash).execute();
      await trx
        .insertInto('push_subscriptions')
        .values({ ...subscription, endpoint })
        .onConflict((conflict) =>
          conflict.column('endpoint').doUpdateSet({ ...subscription, succeeded_at: null }),
        )
        .execute();
      await dropOldest(trx, userId);
    });
  }

  /** Those whose sessions live, the newest first. None for guests. */
  async list({ user, idHash }: Session): Promise<PushDevice[]> {
    if (!user || user.isGuest) return [];
    const now = this.clock.now();
    const rows = await this.storage.reader
      .selectFrom('push_subscriptions as p')
      .innerJoin('sessions as s', 's.id_hash', 'p.session_hash')
      .select(['s.id_hash', 's.device', 'p.created_at', 'p.succeeded_at'])
      .where('s.user_id', '=', user.id)
      .where('s.last_seen_at', '>', now - SESSION_MAX_IDLE_MS)
      .where('s.created_at', '>', now - SESSION_MAX_AGE_MS)
      .orderBy('p.created_at', 'desc')
      .orderBy('p.session_hash', 'desc')
      .execute();
    return rows.map(({ id_hash, device, created_at, succeeded_at }) => ({
      id: listedId(id_hash),
      device,
      createdAt: created_at,
      succeededAt: succeeded_at,
      isThis: id_hash === idHash,
    }));
  }

  /** Nothing is sent to the device any more. Throws SIGN_IN_REQUIRED; NOT_FOUND if it is not in the list. */
  async remove({ user }: Session, id: string): Promise<void> {
    const { id: userId } = requireSignedIn(user);
    await this.storage.transact({ lock: userLock(userId) }, async (trx) => {
      const rows = await trx
        .selectFrom('push_subscriptions as p')
        .innerJoin('sessions as s', 's.id_hash', 'p.session_hash')
        .select('s.id_hash')
        .where('s.user_id', '=', userId)
        .execute();
      const row = rows.find(({ id_hash }) => listedId(id_hash) === id);
      if (!row) throw new ChatError('NOT_FOUND');
      await trx.deleteFrom('push_subscriptions').where('session_hash', '=', row.id_hash).execute();
    });
  }
}

/** True for a point of the curve: with another, nothing could be encrypted. */
function isPublicKey(p256dh: string): boolean {
  try {
    ECDH.convertKey(p256dh, 'prime256v1', 'base64url');
    return true;
  } catch {
    return false;
  }
}

async function dropOldest(trx: Transaction, userId: string): Promise<void> {
  const oldest = trx
    .selectFrom('push_subscriptions as p')
    .innerJoin('sessions as s', 's.id_hash', 'p.session_hash')
    .select('p.session_hash')
    .where('s.user_id', '=', userId)
    .orderBy('p.created_at', 'desc')
    .orderBy('p.session_hash', 'desc')
    .limit(1)
    .offset(MAX_DEVICES);
  await trx.deleteFrom('push_subscriptions').where('session_hash', 'in', oldest).execute();
}
