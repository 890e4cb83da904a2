import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, startApp } from './support/test-app.js';
import { until } from './support/until.js';
import { Visitor } from './support/visitor.js';

describe('two visitors', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startApp();
  });
  afterAll(() => server.close());

  it('hears what the other says', async () => {
    const [ann, bob] = [await Visitor.at(server.url), await Visitor.at(server.url)];
    const heard = bob.poll();
    await until(() => server.buffers.waiterCount === 1);
    const sent = await ann.send('hello');
    expect((await heard).messages).toEqual([sent]);
    expect(server.buffers.waiterCount).toBe(0);
  });
});
