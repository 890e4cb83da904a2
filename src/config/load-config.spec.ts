import { describe, expect, it } from 'vitest';
import { Config } from './config.js';
import { ConfigError, loadConfig, settingsHelp } from './load-config.js';
import { allSettings } from './setting.js';

/** The problems for which the settings are refused. */
function problemsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const valuesOf = (config: Config): Record<string, unknown> => Object.fromEntries(Object.entries(config));

const SECRET = 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa';

describe('the settings', () => {
  it('have defaults for everything', () => {
    expect(valuesOf(loadConfig({}))).toEqual(valuesOf(new Config()));
    expect(loadConfig({})).toMatchObject({
      port: 8888,
      host: '0.0.0.0',
      dataDir: './data',
      bufferSize: 200,
      holdMs: 25_000,
      maxBodyChars: 4000,
      signUp: 'anyone',
      guests: 'yes',
      limitSignIn: '10/300',
      limitSignUp: '60/3600',
      limitPosts: '1000/60',
      limitReads: '1000/60',
      limitRequests: '30/3600',
      limitRooms: '20/3600',
      limits: 'on',
      limited: true,
      logLevel: 'info',
      secure: false,
    });
  });

  it('are read from the environment by name, and cannot be changed', () => {
    const env = {
      PORT: '0',
      HOST: '::1',
      DATA_DIR: '/var/lib/linger',
      DATABASE_URL: 'postgres://ann:x@db.example.org:5433/chat?sslmode=verify-full',
      DATABASE_SCHEMA: 'school_2',
      DATABASE_POOL: '20',
      COOKIE_SECRET: SECRET,
      BUFFER_SIZE: '50',
      HOLD_MS: '50000',
      MAX_BODY_CHARS: '100',
      PUBLIC_URL: 'https://chat.example.org',
      TRUST_PROXY: 'loopback, 10.0.0.0/8',
      SIGN_UP: 'nobody',
      PUSH_SERVICES: 'none',
      GUESTS: 'no',
      LIMIT_SIGN_IN: '5/60',
      LIMIT_SIGN_UP: '1/86400',
      LIMIT_POSTS: '30/10',
      LIMIT_READS: '40/10',
      LIMIT_REQUESTS: '2/86400',
      LIMIT_ROOMS: '3/86400',
      LIMITS: 'off',
      LOG_LEVEL: 'debug',
    };
    const config = loadConfig(env);
    expect(valuesOf(config)).toEqual({
      port: 0,
      host: '::1',
      dataDir: '/var/lib/linger',
      databaseUrl: 'postgres://ann:x@db.example.org:5433/chat?sslmode=verify-full',
      databaseSchema: 'school_2',
      databasePool: 20,
      cookieSecret: SECRET,
      bufferSize: 50,
      holdMs: 50_000,
      maxBodyChars: 100,
      publicUrl: 'https://chat.example.org',
      trustProxy: 'loopback, 10.0.0.0/8',
      signUp: 'nobody',
      pushServices: 'none',
      guests: 'no',
      limitSignIn: '5/60',
      limitSignUp: '1/86400',
      limitPosts: '30/10',
      limitReads: '40/10',
      limitRequests: '2/86400',
      limitRooms: '3/86400',
      limits: 'off',
      logLevel: 'debug',
    });
    // Premise: the list above includes every setting.
    expect(Object.keys(env).toSorted()).toEqual(
      allSettings()
        .map(({ name }) => name)
        .toSorted(),
    );
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  });

  it('are absent if blank, and are trimmed', () => {
    const config = loadConfig({ PORT: '', HOST: '  ', BUFFER_SIZE: ' 7 ', PUBLIC_URL: '' });
    expect(config).toMatchObject({ port: 8888, host: '0.0.0.0', bufferSize: 7, publicUrl: undefined });
  });

  it('of other programs are ignored', () => {
    expect(problemsOf({ PATH: '/bin', port: 'x', NODE_ENV: 'production' })).toEqual([]);
  });
});

describe('a mistake in the settings', () => {
  it.each([
    ['PORT', ['http', '-1', '65536', '80.5', '0x50', '1e3', '99999999999999999999']],
    ['BUFFER_SIZE', ['0', '10001', 'many']],
    ['HOLD_MS', ['99', '50001', '25s']],
    ['MAX_BODY_CHARS', ['0', '100001', '-4000']],
    ['LOG_LEVEL', ['loud', 'INFO']],
    ['SIGN_UP', ['yes', 'Anyone']],
    ['GUESTS', ['off', 'true']],
    ...['LIMIT_SIGN_IN', 'LIMIT_SIGN_UP', 'LIMIT_POSTS', 'LIMIT_READS', 'LIMIT_REQUESTS', 'LIMIT_ROOMS'].map(
      (name): [string, string[]] => [name, ['10', '0/60', '10/0', '10/1m', '-1/60', '10/60/2']],
    ),
    ['LIMITS', ['no', 'OFF']],
    ['TRUST_PROXY', ['proxy.example.org', '10.0.0.0/33', '10.0.0.1,', '10.0.0.1/24/8', 'fe80::/129', 'true']],
    [
      'PUBLIC_URL',
      [
        'chat.example.org',
        'ftp://chat.example.org',
        'https://chat.example.org/chat',
        'https://u:p@chat.example.org',
        'https://chat.example.org?x',
        'https://',
      ],
    ],
    [
      'COOKIE_SECRET',
      [
        'short',
        'a'.repeat(40),
        `change-me-${SECRET}`,
        'this-is-my-very-long-secret-for-cookies',
        'default'.repeat(6),
      ],
    ],
  ])('is reported by name, without its value: %s', (name, values) => {
    for (const value of values) {
      const problems = problemsOf({ [name]: value });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(new RegExp(`^${name}: \\w`));
      // The rule itself contains "0" and "https://".
      if (value.length > 8) expect(problems[0]).not.toContain(value);
    }
  });

  it('is reported together with all others, once each, without values', () => {
    const env = {
      PORT: 'canary-1',
      BUFFER_SIZE: 'canary-2',
      HOLD_MS: 'canary-3',
      MAX_BODY_CHARS: 'canary-4',
      COOKIE_SECRET: 'canary-5',
      PUBLIC_URL: 'canary-6',
      LOG_LEVEL: 'canary-7',
    };
    const problems = problemsOf(env);
    expect(problems.map((problem) => problem.replace(/:.*/, '')).toSorted()).toEqual(
      Object.keys(env).toSorted(),
    );
    expect(new ConfigError(problems).message).not.toContain('canary');
    for (const { property } of allSettings()) expect(problems.join()).not.toContain(`${property} must`);
  });

  it.each([
    'https://chat.example.org',
    'https://chat.example.org/',
    'http://10.0.0.1:8888',
    'http://[::1]:8888',
    'http://host',
  ])('is not %s for PUBLIC_URL', (url) => {
    expect(problemsOf({ PUBLIC_URL: url })).toEqual([]);
    expect(loadConfig({ PUBLIC_URL: url }).secure).toBe(url.startsWith('https'));
  });
});

describe('the longest request', () => {
  it('is 64 KiB, and more where messages may be longer', () => {
    expect(loadConfig({}).maxRequestBytes).toBe(65_536);
    expect(loadConfig({ MAX_BODY_CHARS: '100000' }).maxRequestBytes).toBeGreaterThanOrEqual(1_200_000);
  });

  it('holds the longest message as a form', () => {
    for (const count of [1, 4000, 100_000]) {
      const { maxRequestBytes } = loadConfig({ MAX_BODY_CHARS: String(count) });
      expect(maxRequestBytes).toBeGreaterThan(encodeURIComponent('𝒳').length * count);
    }
  });
});

describe('--help', () => {
  it('lists every setting with what it is for and its default', () => {
    for (const { name, property, help } of allSettings()) {
      const [line] = new RegExp(`^ +${name} .*`, 'm').exec(settingsHelp()) ?? [];
      expect(line).toContain(help);
      const byDefault = new Config()[property as keyof Config];
      if (byDefault === undefined) expect(line).not.toContain('(default');
      else expect(line).toContain(`(default: ${String(byDefault)})`);
    }
  });
});
