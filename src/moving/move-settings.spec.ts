import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CookieSecret } from '../config/cookie-secret.js';
import type { Config } from '../config/config.js';
import { ConfigError } from '../config/load-config.js';
import { moveSettings } from './move-settings.js';

const URL = 'postgres://user:pass-word@host/name';
const SECRET = 'the first one, of thirty-two bytes or more';
const OTHER = 'another one, of thirty-two bytes or more';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'linger-'));
  writeFileSync(join(dataDir, 'linger.db'), 'a database');
});

const tagOf = (cookieSecret?: string): string => new CookieSecret({ dataDir, cookieSecret } as Config).tag;

const settings = (args: readonly string[], env: Record<string, string> = {}) =>
  moveSettings(args, { DATA_DIR: dataDir, ...env });

/** In words that contain neither the password nor a secret. */
function refusal(args: readonly string[], env: Record<string, string> = {}): string {
  try {
    settings(args, env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const hidden of ['pass-word', SECRET, OTHER]) expect(error.message).not.toContain(hidden);
    return error.problems.join();
  }
  throw new Error('It was not refused.');
}

describe('the address to move to', () => {
  it.each([
    ['mysql://user:pass-word@host/name', 'must be postgres:'],
    ['postgres://user:pass-word@host', 'must be postgres:'],
    ['', 'needs one address'],
  ])('%j is refused', (url, words) => {
    expect(refusal([url])).toContain(`--move-to: ${words}`);
  });

  it('is given once', () => {
    expect(refusal([])).toContain('--move-to: needs one address');
    expect(refusal([URL, 'more'])).toContain('--move-to: needs one address');
  });

  it('may be left to DATABASE_URL, which must not be another one', () => {
    const env = { DATABASE_URL: URL, DATABASE_SCHEMA: 'chat', COOKIE_SECRET: SECRET };
    expect(settings([], env).target).toMatchObject({ url: URL, schema: 'chat' });
    expect(settings([URL], env).target.url).toBe(URL);
    const other = { ...env, DATABASE_URL: 'postgres://user:pass-word@host/other' };
    expect(refusal([URL], other)).toContain('--move-to: DATABASE_URL is set to another address');
  });
});

describe('the folder to move from', () => {
  it('must have a database, and none is made in its place', () => {
    const empty = mkdtempSync(join(tmpdir(), 'linger-'));
    const missing = join(empty, 'missing');
    for (const folder of [empty, missing])
      expect(refusal([URL], { DATA_DIR: folder })).toContain(`DATA_DIR: ${folder} has no database`);
    expect(readdirSync(empty)).toEqual([]);
  });
});

describe('the cookie secret of what is moved', () => {
  it('is the generated one, which is told where to find', () => {
    const tag = tagOf();
    const secretFile = join(dataDir, 'cookie-secret');
    // A premise.
    expect(existsSync(secretFile)).toBe(true);
    expect(settings([URL])).toMatchObject({ secretTag: tag, secretFile });
  });

  it('is the one that is set, if none was generated', () => {
    expect(settings([URL], { COOKIE_SECRET: OTHER })).toMatchObject({
      secretTag: tagOf(OTHER),
      secretFile: undefined,
    });
    expect(refusal([URL])).toMatch(/COOKIE_SECRET: must be set to the secret/);
  });

  it('must not be in doubt, because with another one everyone is signed out', () => {
    writeFileSync(join(dataDir, 'cookie-secret'), SECRET);
    expect(refusal([URL], { COOKIE_SECRET: OTHER })).toMatch(
      /COOKIE_SECRET: is not the secret in .*cookie-secret/,
    );
    expect(settings([URL], { COOKIE_SECRET: SECRET })).toMatchObject({
      secretTag: tagOf(),
      secretFile: undefined,
    });
  });
});
