import { expect, it } from 'vitest';
import { loggedError } from './logged-error.js';

/** An error of `pg`, with every field in which PostgreSQL can put values. */
function refusal(): Error {
  const fields = ['detail', 'hint', 'where', 'internalQuery', 'query', 'parameters', 'column', 'dataType'];
  return Object.assign(new Error('new row violates a check'), {
    ...Object.fromEntries(fields.map((name) => [name, `Failing row contains (canary in ${name})`])),
    code: '23514',
    constraint: 'entries_check',
    table: 'entries',
    routine: 'ExecConstraints',
  });
}

it('an error of PostgreSQL is logged without the values of its row', () => {
  const error = refusal();
  expect(loggedError(error)).toEqual({
    type: 'Error',
    message: 'new row violates a check',
    stack: error.stack,
    code: '23514',
    constraint: 'entries_check',
    table: 'entries',
    routine: 'ExecConstraints',
  });
});

it.each([
  ['a cause', new Error('outer', { cause: refusal() })],
  ['a field', Object.assign(new Error('outer'), { inner: refusal() })],
  ['one of several', new AggregateError([refusal()], 'outer')],
  ['no error at all', { message: 'canary' }],
])('values are left out too where such an error is %s', (_, error) => {
  expect(JSON.stringify(loggedError(error))).not.toContain('canary');
});

it('causes, and each of several errors, are logged', () => {
  expect(loggedError(new Error('outer', { cause: refusal() }))).toMatchObject({
    message: 'outer: new row violates a check',
  });
  expect(loggedError(new AggregateError([refusal()], 'outer'))).toMatchObject({
    aggregateErrors: [{ code: '23514' }],
  });
});
