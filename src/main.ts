import { readDotEnv } from './config/dot-env.js';
import { ConfigError, loadConfig, settingsHelp } from './config/load-config.js';
import { startFailure } from './start-failure.js';

const MOVE = '--move-to';

/** What a command needs is loaded for it alone: help, and words about a mistake in the settings, come at once. */
async function main([option, ...args]: readonly string[]): Promise<void> {
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
  if (option === MOVE) {
    const { moveToPostgres } = await import('./moving/move-to-postgres.js');
    process.stdout.write(await moveToPostgres(args, process.env));
    return;
  }
  const config = loadConfig(process.env);
  if (forLink) {
    const { makeSignInLink } = await import('./make-sign-in-link.js');
    process.stdout.write(`${await makeSignInLink(config, value as string)}\n`);
    return;
  }
  const { serve } = await import('./serve.js');
  await serve(config, { restored: option === '--restored' });
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
