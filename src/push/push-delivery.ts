import { createHmac } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { SESSION_MAX_AGE_MS, SESSION_MAX_IDLE_MS } from '../accounts/session.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { Language } from '../i18n/language.js';
import { RoomLogService } from '../log/room-log.service.js';
import { storedPreferences } from '../preferences/preferences.js';
import { NO_LOCK } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';
import { DONE, type PushJob, type PushOutcome } from './push-job.js';
import { PushKeys } from './push-keys.js';
import { type PushAnswer, type PushRequest, sendPush } from './push-request.js';
import { PushSubscriptions } from './push-subscriptions.service.js';
import { PushText } from './push-text.js';

/** After a day, a person has other ways to see that something is new. */
const TTL_S = 24 * 60 * 60;
export const ANSWERED_WITHIN_MS = 10_000;
const HOUR_MS = 60 * 60 * 1000;
/** Characters of a topic (RFC 8030, 5.4). */
const TOPIC_CHARS = 32;
/** For who runs a push service, where this server does not know its address. */
const NO_ADDRESS = 'https://linger.invalid';

type Wanted = NonNullable<Awaited<ReturnType<PushDelivery['find']>>>;

/** One attempt to send one notification. */
@Injectable()
export class PushDelivery {
  readonly #logger = new Logger(PushDelivery.name);

  constructor(
    private readonly storage: Storage,
    private readonly log: RoomLogService,
    private readonly subscriptions: PushSubscriptions,
    private readonly keys: PushKeys,
    private readonly texts: PushText,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends it, if at this moment the session lives, its person may read the room, has not read so far, has not blocked the author, wants to be
   * notified at all, and the message is there. Rejects if the database fails.
   */
  async deliver(job: PushJob, stopping: AbortSignal): Promise<PushOutcome> {
    const wanted = await this.find(job);
    const message = wanted && (await this.log.findMessage(job.room, job.messageId));
    if (!message || message.deleted || !this.subscriptions.allows(wanted.endpoint)) return DONE;
    const { push, desktop, language } = storedPreferences(wanted.preferences);
    if (desktop === 'off') return DONE;
    const { userId, kind, name } = wanted;
    const reader = { userId, kind, name, language: language ?? (wanted.language as Language) };
    const payload = this.texts.of(message, { ...reader, showsText: push === 'on' });
    const keys = await this.keys.get();
    const { endpoint, p256dh, auth } = wanted;
    const answer = await this.#send(
      {
        subscription: { endpoint, keys: { p256dh, auth } },
        payload: JSON.stringify(payload),
        keys,
        subject: this.config.secure ? (this.config.publicUrl as string) : NO_ADDRESS,
        ttlS: TTL_S,
        urgency: kind === 'group' ? 'normal' : 'high',
        // The push service must not learn which room it is.
        topic: createHmac('sha256', keys.privateKey)
          .update(job.room)
          .digest('base64url')
          .slice(0, TOPIC_CHARS),
      },
      stopping,
    );
    return this.#conclude(job, wanted, answer);
  }

  /** What there is to know for sending; undefined if it is not to be sent. */
  async find({ sessionHash, room, seq, authorId }: PushJob) {
    const now = this.clock.now();
    const found = await this.storage.reader
      .selectFrom('push_subscriptions as p')
      .innerJoin('sessions as s', 's.id_hash', 'p.session_hash')
      .innerJoin('users as u', 'u.id', 's.user_id')
      .innerJoin('rooms as r', (join) => join.on('r.key', '=', room).on('r.deleted_at', 'is', null))
      .leftJoin('memberships as m', (join) =>
        join.onRef('m.room_id', '=', 'r.id').onRef('m.user_id', '=', 'u.id'),
      )
      .leftJoin('read_marks as k', (join) =>
        join.onRef('k.room_id', '=', 'r.id').onRef('k.user_id', '=', 'u.id'),
      )
      .leftJoin('blocks as b', (join) => join.on('b.other_id', '=', authorId).onRef('b.user_id', '=', 'u.id'))
      .select(['p.endpoint', 'p.p256dh', 'p.auth', 'p.language', 'p.succeeded_at', 'u.id as userId'])
      .select(['u.preferences', 'r.kind', 'r.name', 'm.role', 'k.seq as read', 'b.at as blockedAt'])
      .where('p.session_hash', '=', sessionHash)
      .where('s.last_seen_at', '>', now - SESSION_MAX_IDLE_MS)
      .where('s.created_at', '>', now - SESSION_MAX_AGE_MS)
      .executeTakeFirst();
    if (!found || found.kind === 'own' || (found.kind !== 'open' && found.role === null)) return undefined;
    if ((found.read ?? 0) >= seq || found.blockedAt !== null) return undefined;
    return { ...found, kind: found.kind };
  }

  /** Undefined if there was no answer in time. */
  async #send(request: PushRequest, stopping: AbortSignal): Promise<PushAnswer | undefined> {
    const tooLate = new AbortController();
    const stop = this.clock.every(ANSWERED_WITHIN_MS, () => tooLate.abort());
    try {
      return await sendPush(request, AbortSignal.any([tooLate.signal, stopping]));
    } catch (error) {
      // Not the error itself: it may name the endpoint, which is a secret.
      const { cause } = error as { cause?: { code?: unknown } };
      this.#logger.debug({ event: 'push service did not answer', cause: cause?.code });
      return undefined;
    } finally {
      stop();
    }
  }

  async #conclude(
    { sessionHash }: PushJob,
    { endpoint, succeeded_at }: Wanted,
    answer?: PushAnswer,
  ): Promise<PushOutcome> {
    const status = answer?.status ?? 0;
    if (status === 0 || status === 429 || status >= 500)
      return { is: 'later', waitMs: answer?.retryAfterMs ?? 0 };
    if (status === 404 || status === 410) await this.#forget(sessionHash, endpoint);
    else if (status >= 200 && status < 300) await this.#succeeded(sessionHash, succeeded_at);
    else this.#logger.warn({ event: 'push service refused', status, service: new URL(endpoint).host });
    return DONE;
  }

  /** The browser has given the subscription up. */
  async #forget(sessionHash: string, endpoint: string): Promise<void> {
    await this.storage.transact({ lock: NO_LOCK }, (trx) =>
      trx
        .deleteFrom('push_subscriptions')
        .where('session_hash', '=', sessionHash)
        .where('endpoint', '=', endpoint)
        .execute(),
    );
  }

  async #succeeded(sessionHash: string, before: number | null): Promise<void> {
    const now = this.clock.now();
    if (before !== null && now - before < HOUR_MS) return;
    await this.storage.transact({ lock: NO_LOCK }, (trx) =>
      trx
        .updateTable('push_subscriptions')
        .set({ succeeded_at: now })
        .where('session_hash', '=', sessionHash)
        .execute(),
    );
  }
}
