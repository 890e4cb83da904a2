import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Config } from './config.js';
import { CookieSecret } from './cookie-secret.js';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'linger-secret-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const secret = (): string => new CookieSecret({ dataDir } as Config).value;

it('a start that broke off while it made the secret stands in nobody’s way', () => {
  writeFileSync(join(dataDir, 'cookie-secret.new'), 'half of', { mode: 0o600 });
  const made = secret();
  expect(Buffer.from(made, 'base64url')).toHaveLength(32);
  expect(secret()).toBe(made);
  expect(readFileSync(join(dataDir, 'cookie-secret'), 'utf8')).toBe(made);
  expect(readdirSync(dataDir)).toEqual(['cookie-secret']);
});
