import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CompiledQuery } from 'kysely';
import { type RateLimiterAbstract, RateLimiterPostgres } from 'rate-limiter-flexible';
import { CookieSecret } from '../../config/cookie-secret.js';
import { type Rate, SharedLimiters } from '../../limits/shared-limiters.js';
import { Storage } from '../storage.js';
import type { PostgresStorage } from './postgres-storage.js';

const KEY_BYTES = 32;

/** Limiters that count in the table `rate_limits`. `PostgresExpiredRows` deletes what has expired. */
@Injectable()
export class PostgresLimiters extends SharedLimiters {
  readonly #key: Buffer;

  constructor(
    @Inject(Storage) private readonly storage: PostgresStorage,
    secret: CookieSecret,
  ) {
    super();
    this.#key = Buffer.from(hkdfSync('sha256', secret.value, '', 'rate limits', KEY_BYTES));
  }

  limiter(name: string, { count, seconds }: Rate): RateLimiterAbstract {
    const limiter = new RateLimiterPostgres({
      storeClient: { query: this.#query },
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      points: count,
      duration: seconds,
    });
    // Addresses of people do not belong in the database, and names may be long.
    limiter.getKey = (key) => createHmac('sha256', this.#key).update(`${name} ${key}`).digest('base64url');
    return limiter;
  }

  /** As a client of `pg` answers. */
  readonly #query = async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await this.storage.writer.executeQuery(CompiledQuery.raw(text, values));
    return { rows, rowCount: rows.length };
  };
}
