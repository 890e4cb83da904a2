import { expect, it } from 'vitest';
import { openFailure } from './open-failure.js';

const URL = 'postgres://ann:pass-word@db.example.org:5433/chat?sslmode=require';

const failed = (code: string | undefined, message = 'why'): Error =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

it.each([
  ['a host that does not exist', failed('ENOTFOUND'), 'has a host name that nobody knows (why)'],
  ['a closed port', new AggregateError([failed('ECONNREFUSED')]), 'does not answer. Start PostgreSQL there'],
  ['a host that does not answer', failed(undefined, 'timeout expired'), 'does not answer. Correct the host'],
  ['a wrong password', failed('28P01'), 'refuses the user or the password'],
  [
    'PgBouncer',
    failed('08P01', 'unsupported startup parameter: lock_timeout'),
    'is a pooler such as PgBouncer, which Linger cannot work through. Connect to PostgreSQL itself (unsupported',
  ],
  [
    'PgBouncer since 1.20',
    failed('08P01', 'unsupported startup parameter in options: search_path'),
    'is a pooler such as PgBouncer',
  ],
  ['a table that is missing', failed('42P01'), 'lacks a table that Linger once made there'],
  [
    'an error that nobody foresaw',
    failed('57014', 'canceling statement due to statement timeout'),
    'cannot be used (canceling statement due to statement timeout)',
  ],
  [
    'an error that quotes the address',
    failed(undefined, `no such thing as ${URL}`),
    'cannot be used (no such thing as …)',
  ],
])('%s is told in words, with the address and without the password', (_, error, words) => {
  const { message } = openFailure(URL, new Error('while opening', { cause: error }));
  expect(message).toContain(`DATABASE_URL: db.example.org:5433/chat ${words}`);
  expect(message).not.toContain('pass-word');
});
