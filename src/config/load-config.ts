import { validateSync } from 'class-validator';
import { Config } from './config.js';
import { allSettings, type SettingInfo } from './setting.js';

/** All mistakes in the settings, by name. Never contains a value. */
export class ConfigError extends Error {
  constructor(
    readonly problems: string[],
    options?: ErrorOptions,
  ) {
    super(`Settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, options);
    this.name = 'ConfigError';
  }
}

/** Reads the settings. An empty variable counts as absent. Throws ConfigError that names every mistake at once. */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const config = new Config();
  for (const setting of allSettings()) {
    const text = env[setting.name]?.trim();
    if (text) Object.assign(config, { [setting.property]: read(text, defaultOf(setting)) });
  }
  const problems = validateSync(config, { stopAtFirstError: true }).map((error) => {
    const name = allSettings().find((setting) => setting.property === error.property)?.name ?? error.property;
    return `${name}: ${Object.values(error.constraints ?? {})
      .map((text) => text.replace(`${error.property} `, ''))
      .join('; ')}`;
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

function read(text: string, byDefault: unknown): string | number {
  if (typeof byDefault !== 'number') return text;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function defaultOf(setting: SettingInfo): string | number | undefined {
  return new Config()[setting.property as keyof Config] as string | number | undefined;
}

export function settingNames(): string[] {
  return allSettings().map((setting) => setting.name);
}

/** The text of `--help`. */
export function settingsHelp(): string {
  const rows = allSettings().map((setting) => {
    const byDefault = defaultOf(setting);
    return `  ${setting.name.padEnd(16)}${setting.help}${byDefault === undefined ? '' : ` (default: ${byDefault})`}`;
  });
  return [
    'Linger, a self-hosted web chat. Settings are environment variables or lines in a file .env:',
    '',
    ...rows,
    '',
    'Options:',
    '',
    `  ${'--restored'.padEnd(16)}use at the first start after restoring a backup: open pages reload`,
    '  --sign-in-link NAME',
    `${' '.repeat(18)}print a link that signs the account NAME in once, within four hours; the server may be running`,
    '  --move-to URL',
    `${' '.repeat(18)}move everything from DATA_DIR to the PostgreSQL at this postgres:// address; the server must be stopped`,
    `  ${'--help'.padEnd(16)}show this text`,
  ].join('\n');
}
