import { afterEach, it } from 'vitest';
import { ask } from '../../../test/support/postgres/ask.js';
import { closeNodes, openNode, openNodes } from '../../../test/support/postgres/nodes.js';
import { until } from '../../../test/support/until.js';

afterEach(closeNodes);

it('a node that has started leaves no lock behind that others would wait for', async () => {
  const { settings } = await openNodes(1);
  const taking = `select pg_try_advisory_lock(hashtextextended('linger ${settings.schema}', 0))`;
  // The first makes the schema, and the second finds it made.
  for (const _ of ['first', 'second']) {
    await until(async () => (await ask(settings.url, taking))[0] === true, 'the lock is free', 5000);
    await openNode(settings);
  }
  await until(async () => (await ask(settings.url, taking))[0] === true, 'the lock is free', 5000);
});
