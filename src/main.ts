import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { ConfigError, loadConfig, settingsHelp } from './config/load-config.js';
import { configureApp } from './configure-app.js';
import { StableExpressAdapter } from './http/stable-express.adapter.js';
import { NestLogger } from './logging/nest-logger.js';
import { createPino } from './logging/pino.js';

/** A stop that takes longer than this has gone wrong. */
const MAX_STOP_MS = 9_500;

async function start(config: Config): Promise<void> {
  const pino = createPino(config.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.with(config),
    new StableExpressAdapter(),
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
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as { port: number };
  pino.info({ event: 'listening', port }, `Linger is at ${config.publicUrl ?? `http://localhost:${port}`}`);
}

function main(): Promise<void> | void {
  if (process.argv.includes('--help')) {
    process.stdout.write(`${settingsHelp()}\n`);
    return;
  }
  loadDotEnv();
  return start(loadConfig(process.env));
}

function loadDotEnv(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

try {
  await main();
} catch (error) {
  // A mistake in the settings or a port in use is told in words; a stack would hide them.
  const { code, message } = error as NodeJS.ErrnoException;
  const inWords = error instanceof ConfigError || code !== undefined;
  process.stderr.write(`Linger could not start. ${inWords ? message : String((error as Error).stack)}\n`);
  process.exit(1);
}
