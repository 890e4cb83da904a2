import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll } from 'vitest';
import { PasswordHasher } from '../../src/accounts/password-hasher.js';
import { AppModule } from '../../src/app.module.js';
import { Clock } from '../../src/clock.js';
import { loadConfig } from '../../src/config/load-config.js';
import { configureApp } from '../../src/configure-app.js';
import type { ConnectionLimits } from '../../src/http/connection-limits.js';
import { StableExpressAdapter } from '../../src/http/stable-express.adapter.js';
import { createPino } from '../../src/logging/pino.js';
import { HeldPolls } from '../../src/polls/held-polls.js';
import { Storage } from '../../src/storage/storage.js';
import { checkLocksOf } from './locks-checked.js';
import { ManualClock } from './manual-clock.js';
import { storageOf } from './postgres/databases.js';
import { QuickPasswordHasher } from './quick-password-hasher.js';

export interface TestApp {
  app: NestExpressApplication;
  url: string;
  clock: ManualClock;
  heldPolls: HeldPolls;
  close(): Promise<void>;
}

export interface TestAppOptions extends Partial<ConnectionLimits> {
  /** Address to listen on. */
  host?: string;
  /** Whether passwords cost what they do in the program; much of a suite's time, if they do. */
  costlyPasswords?: boolean;
  /** Providers to replace. */
  overrides?: readonly (readonly [token: unknown, value: unknown])[];
}

/**
 * The whole app in this process, listening on 127.0.0.1, with a clock to turn. On a real database of its own, unless
 * `DATA_DIR` names that of an earlier one.
 */
export async function startApp(
  env: Record<string, string> = {},
  { host = '127.0.0.1', costlyPasswords = false, overrides = [], ...limits }: TestAppOptions = {},
): Promise<TestApp> {
  const dataDir = env['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'linger-'));
  const config = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...storageOf(dataDir), ...env });
  const clock = new ManualClock();
  const builder = Test.createTestingModule({
    imports: [AppModule.with(config, createPino(config.logLevel))],
  });
  builder.overrideProvider(Clock).useValue(clock);
  if (!costlyPasswords) builder.overrideProvider(PasswordHasher).useClass(QuickPasswordHasher);
  for (const [token, value] of overrides) builder.overrideProvider(token).useValue(value);
  const module = await builder.compile();
  const adapter = new StableExpressAdapter({ behindProxy: config.trustProxy !== undefined, ...limits });
  const app = module.createNestApplication<NestExpressApplication>(adapter, {
    bodyParser: false,
    logger: false,
  });
  checkLocksOf(app.get(Storage));
  await configureApp(app).listen(0, host);
  const { port } = app.getHttpServer().address() as { port: number };
  return {
    app,
    url: `http://${host}:${port}`,
    clock,
    heldPolls: app.get(HeldPolls),
    close: () => app.close(),
  };
}

/** The app that all tests of a file, or of a `describe`, share: started before the first and closed after the last. */
export function sharedApp(env?: Record<string, string>, options?: TestAppOptions): TestApp {
  const server = {} as TestApp;
  beforeAll(async () => {
    Object.assign(server, await startApp(env, options));
  });
  afterAll(() => server.close());
  return server;
}
