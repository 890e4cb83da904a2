import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { Clock } from './clock.js';
import type { Config } from './config/config.js';
import { CookieSecret } from './config/cookie-secret.js';
import { configureApp } from './configure-app.js';
import { StableExpressAdapter } from './http/stable-express.adapter.js';
import { RoomLogService } from './log/room-log.service.js';
import { NestLogger } from './logging/nest-logger.js';
import { createPino } from './logging/pino.js';
import { inTermsOf } from './start-failure.js';
import { addressIn } from './storage/postgres/open-failure.js';
import { settingsIn } from './storage/postgres/postgres-settings.js';
import { renewEpochOfRestored } from './storage/postgres/restored-database.js';

/** A stop that takes longer has failed. */
const MAX_STOP_MS = 9_500;
const SHELL_WATCH_MS = 500;

/**
 * npm runs scripts in a shell and signals a stop to that shell alone. When the shell is gone, stop too; otherwise the program would keep
 * running, with its port and its folder.
 */
function stopWithShell(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, SHELL_WATCH_MS);
  watch.unref();
}

/** Starts the server. It stops at SIGTERM and SIGINT. `restored`: its database comes from a backup. */
export async function serve(config: Config, { restored }: { restored: boolean }): Promise<void> {
  const isShared = config.databaseUrl !== undefined;
  // Before this program is a node itself.
  if (restored && isShared)
    await renewEpochOfRestored(settingsIn(config), {
      secretTag: new CookieSecret(config).tag,
      now: new Clock().now(),
    });
  const pino = createPino(config.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.with(config, pino),
    new StableExpressAdapter({ behindProxy: config.trustProxy !== undefined }),
    {
      bodyParser: false,
      logger: new NestLogger(pino),
      abortOnError: false,
    },
  );
  configureApp(app);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      pino.info({ event: 'stopping', signal });
      setTimeout(() => process.exit(1), MAX_STOP_MS).unref();
    });
  }
  stopWithShell();
  await inTermsOf(config, async () => {
    await app.init();
    // Nobody else can use the folder.
    if (restored && !isShared) await app.get(RoomLogService).renewEpoch();
  });
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as { port: number };
  pino.info(
    { event: 'listening', port, ...placeOfData(config) },
    `Linger is running at http://localhost:${port}${config.publicUrl ? `, for people at ${config.publicUrl}` : ''}`,
  );
}

function placeOfData({ dataDir, databaseUrl, databaseSchema }: Config): object {
  return databaseUrl === undefined
    ? { dataDir: resolve(dataDir) }
    : { database: addressIn(databaseUrl), schema: databaseSchema };
}
