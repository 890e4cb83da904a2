import { expect, it } from 'vitest';
import { ChatError } from '../chat-error.js';
import { Outage, reasonOf } from './outage.js';

it('an outage is told when it begins and when it ends, however often something fails', () => {
  const lines: unknown[] = [];
  const outage = new Outage({ warn: (line: unknown) => lines.push(line) }, 'lost', 'found');
  outage.worked();
  for (const reason of ['first', 'second']) outage.failed(new Error(reason));
  outage.worked();
  outage.worked();
  outage.failed(new Error('third'));
  expect(lines).toEqual([
    { event: 'lost', reason: 'first' },
    { event: 'found' },
    { event: 'lost', reason: 'third' },
  ]);
});

it.each([
  [
    'of an error that was caused by another',
    new ChatError('STORAGE_UNAVAILABLE', { cause: new Error('why') }),
    'why',
  ],
  ['of a host with two addresses', new AggregateError([new Error('one'), new Error('other')]), 'one'],
  ['of an error without a cause', new Error('why'), 'why'],
  ['of nothing', undefined, undefined],
])('the reason %s is its message alone', (_, error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
