import { join, resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { ChatError } from './chat-error.js';
import type { Config } from './config/config.js';
import { readDotEnv } from './config/dot-env.js';
import { ConfigError, loadConfig, settingsHelp } from './config/load-config.js';
import { configureApp } from './configure-app.js';
import { StableExpressAdapter } from './http/stable-express.adapter.js';
import { RoomLogService } from './log/room-log.service.js';
import { NestLogger } from './logging/nest-logger.js';
import { createPino } from './logging/pino.js';
import { makeSignInLink } from './make-sign-in-link.js';
import { moveToPostgres } from './moving/move-to-postgres.js';
import { startFailure } from './start-failure.js';
import { addressIn, openFailure as postgresFailure } from './storage/postgres/open-failure.js';
import { openFailure as sqliteFailure } from './storage/sqlite/open-failure.js';

/** A stop that takes longer has failed. */
const MAX_STOP_MS = 9_500;
const SHELL_WATCH_MS = 500;
const MOVE = '--move-to';

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

async function start(config: Config, restored: boolean): Promise<void> {
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
    if (restored) await app.get(RoomLogService).renewEpoch();
  });
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as { port: number };
  pino.info(
    { event: 'listening', port, ...placeOfData(config) },
    `Linger is running at ${config.publicUrl ?? `http://localhost:${port}`}`,
  );
}

function placeOfData({ dataDir, databaseUrl, databaseSchema }: Config): object {
  return databaseUrl === undefined
    ? { dataDir: resolve(dataDir) }
    : { database: addressIn(databaseUrl), schema: databaseSchema };
}

/** Reports what is wrong with the database in the same words as when it is opened. */
async function inTermsOf({ dataDir, databaseUrl }: Config, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    throw databaseUrl === undefined
      ? sqliteFailure(dataDir, join(dataDir, 'linger.db'), error)
      : postgresFailure(databaseUrl, error);
  }
}

async function printSignInLink(config: Config, name: string): Promise<void> {
  await inTermsOf(config, async () => {
    process.stdout.write(`${await makeSignInLink(config, name)}\n`);
  });
}

async function printMove(args: readonly string[]): Promise<void> {
  process.stdout.write(await moveToPostgres(args, process.env));
}

function main([option, ...args]: readonly string[]): Promise<void> | void {
  const [value, ...rest] = args;
  if (option === '--help' || option === '-h') {
    process.stdout.write(`${settingsHelp()}\n`);
    return;
  }
  const forLink = option === '--sign-in-link';
  if (option !== undefined && option !== '--restored' && option !== MOVE && !forLink)
    throw new ConfigError([`${option}: unknown option; see --help`]);
  if (forLink && (value === undefined || rest.length > 0))
    throw new ConfigError(['--sign-in-link: needs one name; put it in quotes if it contains a space']);
  for (const hint of readDotEnv('.env', process.env)) process.stderr.write(`${hint}\n`);
  if (option === MOVE) return printMove(args);
  const config = loadConfig(process.env);
  return forLink ? printSignInLink(config, value as string) : start(config, option === '--restored');
}

// Only this user may read what is made in DATA_DIR.
process.umask(0o077);
const args = process.argv.slice(2);
try {
  await main(args);
} catch (error) {
  const failed = args[0] === MOVE ? 'The move to PostgreSQL did not finish.' : 'Linger could not start.';
  process.stderr.write(`${failed} ${startFailure(error)}\n`);
  process.exit(1);
}
