import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../src/config/load-config.js';
import { runProgram } from './support/run-program.js';
import { startServer } from './support/server-process.js';
import { Visitor } from './support/visitor.js';

const production = { NODE_ENV: 'production' };
const folder = () => mkdtempSync(join(tmpdir(), 'linger-'));

/** The program ends with an error that names exactly these settings, before anything is made. */
async function expectNoStart(env: Record<string, string>, names: string[]): Promise<string> {
  const dataDir = join(folder(), 'data');
  const { code, stdout, stderr } = await runProgram({ ...production, DATA_DIR: dataDir, ...env });
  expect(code).toBe(1);
  expect(stderr).toContain('could not start');
  expect(stderr.match(/^ {2}[A-Z_]+(?=: )/gm)?.map((name) => name.trim())).toEqual(names);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stdout).toBe('');
  expect(existsSync(dataDir)).toBe(false);
  return stderr;
}

/** The same of what reads the settings, without a process for each of many cases. */
function expectRefused(env: Record<string, string>, names: string[]): string {
  let refusal: unknown;
  try {
    loadConfig({ ...production, ...env });
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(ConfigError);
  const { message, problems } = refusal as ConfigError;
  expect(problems.map((problem) => problem.split(':', 1)[0])).toEqual(names);
  return message;
}

describe('D1 the cookie secret', () => {
  it('is accepted if it is random and long enough', async () => {
    const server = await startServer({
      env: { ...production, COOKIE_SECRET: randomBytes(32).toString('base64url') },
    });
    await (await Visitor.at(server.url)).send('hello');
    expect(existsSync(join(server.dataDir, 'cookie-secret'))).toBe(false);
    expect(await server.stop()).toBe(0);
  });

  const WEAK = [
    ['of 31 bytes', 'kq3Zx8vTn1Lw7RbY5mHs2JdF9gPc4Ue'],
    ['of one byte', 'x'],
    ['of 31 bytes and spaces', '  kq3Zx8vTn1Lw7RbY5mHs2JdF9gPc4Ue  '],
    ['of one character', 'a'.repeat(64)],
    ['of zeros', '0'.repeat(64)],
    ['that asks to be changed', 'change-me-change-me-change-me-change-me'],
    ['that asks to be changed, in capitals', 'PLEASE_CHANGEME_0123456789_0123456789'],
    ['that says what it is', 'this-is-my-super-secret-cookie-signing-key'],
    ['that is a default', 'default-signing-key-0123456789-0123456789'],
    ['that is an example', 'an-example-signing-key-0123456789-012345'],
    ['that is a password', 'Password0123456789Password0123456789'],
  ] as const;

  it.each(WEAK)('%s is refused, and the message does not repeat it', (_, secret) => {
    const said = expectRefused({ COOKIE_SECRET: secret }, ['COOKIE_SECRET']);
    expect(said).toMatch(/COOKIE_SECRET: .*must be (?:random|at least 32 bytes)/);
    if (secret.length > 1) expect(said).not.toContain(secret.trim());
  });

  it('of 31 bytes keeps the program from starting', async () => {
    const [, secret] = WEAK[0];
    const said = await expectNoStart({ COOKIE_SECRET: secret }, ['COOKIE_SECRET']);
    expect(said).toMatch(/COOKIE_SECRET: .*must be (?:random|at least 32 bytes)/);
    expect(said).not.toContain(secret);
  });
});

describe('D1 other settings', () => {
  const BAD: Record<string, string> = {
    PORT: '65536',
    COOKIE_SECRET: 'canary-short',
    BUFFER_SIZE: 'canary',
    HOLD_MS: '1e3',
    MAX_BODY_CHARS: '-1',
    PUBLIC_URL: 'https://canary:canary@chat.example.org/path',
    LOG_LEVEL: 'canary',
  };

  it('are named together if wrong, without their values', async () => {
    const said = await expectNoStart(BAD, Object.keys(BAD));
    expect(said).not.toMatch(/canary|65536|1e3|-1|NaN/);
  });

  it.each(Object.entries(BAD))('%s is named alone if only it is wrong', (name, value) => {
    expectRefused({ [name]: value }, [name]);
  });

  it.each([
    'ftp://chat.example.org',
    'chat.example.org',
    '//chat.example.org',
    'https://',
    'https://a/?b',
    'javascript:x',
  ])('PUBLIC_URL %s is refused', (value) => {
    expectRefused({ PUBLIC_URL: value }, ['PUBLIC_URL']);
  });

  it('--help shows no values either', async () => {
    const { code, stdout, stderr } = await runProgram({ COOKIE_SECRET: 'canary-short' }, ['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('COOKIE_SECRET');
    expect(stdout + stderr).not.toContain('canary');
  });
});
