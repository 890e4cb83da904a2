import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './load-config.js';

const SECRET = 'k9Wc1LrY7Tq0ZbXn4VdJ2sGmHf8uPoEa';

function problemsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

describe('the settings of the database', () => {
  it.each([
    ['DATABASE_URL', 'mysql://ann@db/chat'],
    ['DATABASE_URL', 'postgres://db.example.org'],
    ['DATABASE_URL', 'postgres:///chat'],
    ['DATABASE_URL', 'db.example.org/chat'],
    ['DATABASE_SCHEMA', 'Linger'],
    ['DATABASE_SCHEMA', 'a"b'],
    ['DATABASE_SCHEMA', 'x'.repeat(64)],
    ['DATABASE_POOL', '1'],
  ])('%s must not be %s', (name, value) => {
    const [problem, ...rest] = problemsOf({ COOKIE_SECRET: SECRET, [name]: value });
    expect([problem?.split(':')[0], rest]).toEqual([name, []]);
  });

  it('accept a database behind a socket', () => {
    const DATABASE_URL = 'postgres:///chat?host=/run/postgresql&user=ann';
    expect(problemsOf({ DATABASE_URL, COOKIE_SECRET: SECRET })).toEqual([]);
  });

  it('include a cookie secret if there is a DATABASE_URL, because no folder is shared by all nodes', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://ann@db/chat' })).toEqual([
      'COOKIE_SECRET: must be set if DATABASE_URL is set, to the same value on all nodes; for the first, take the output of: openssl rand -base64 32',
    ]);
  });
});
