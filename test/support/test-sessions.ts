import { CookieSecret } from '../../src/config/cookie-secret.js';
import { loadConfig } from '../../src/config/load-config.js';
import { ExpiredRows } from '../../src/accounts/expired-rows.js';
import type { Session } from '../../src/accounts/session.js';
import { SessionCookie } from '../../src/accounts/session-cookie.js';
import { SessionService } from '../../src/accounts/session.service.js';
import { Signals } from '../../src/signals/signals.js';
import { openSqliteInMemory } from '../../src/storage/sqlite/open-sqlite.js';
import type { SqliteStorage } from '../../src/storage/sqlite/sqlite-storage.js';
import { ManualClock } from './manual-clock.js';

const config = loadConfig({ COOKIE_SECRET: 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa' });

export const ANN = { id: 'u-ann', name: 'Ann', isGuest: true };

/** The services of sessions on a real SQLite in memory, as Nest starts and stops them, with their cookies. */
export class TestSessions {
  readonly clock = new ManualClock();
  readonly cookie = this.#newCookie();
  readonly service: SessionService;
  readonly expired: ExpiredRows;

  private constructor(
    readonly storage: SqliteStorage,
    readonly signals: Signals,
  ) {
    this.service = new SessionService(this.cookie, this.signals, storage, this.clock);
    this.expired = new ExpiredRows(storage, this.clock);
    this.service.onModuleInit();
    this.expired.onModuleInit();
  }

  static async start(): Promise<TestSessions> {
    const signals = new Signals();
    return new TestSessions(await openSqliteInMemory(signals), signals);
  }

  async stop(): Promise<void> {
    this.service.onModuleDestroy();
    this.expired.onModuleDestroy();
    await this.service.beforeApplicationShutdown();
    await this.expired.beforeApplicationShutdown();
    await this.storage.onApplicationShutdown();
  }

  /** The service of a process that has just started on the same database. */
  restarted(): SessionService {
    return new SessionService(this.#newCookie(), new Signals(), this.storage, this.clock);
  }

  headerOf(session: Session): string {
    return this.cookie.header(session).split(';', 1)[0] as string;
  }

  /** The living session of a Cookie header. */
  async find(header: string, service = this.service): Promise<Session | undefined> {
    const found = await service.read(header);
    return found === 'ended' ? undefined : found;
  }

  /** Stores a session of Ann's and returns its Cookie header. */
  async stored(): Promise<string> {
    const session = this.cookie.newSession();
    await this.service.attach(session, ANN);
    return this.headerOf(session);
  }

  rows() {
    return this.storage.reader.selectFrom('sessions').selectAll().execute();
  }

  #newCookie(): SessionCookie {
    return new SessionCookie(config, new CookieSecret(config), this.clock);
  }
}
