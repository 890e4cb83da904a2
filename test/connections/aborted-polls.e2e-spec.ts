import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { Crowd, pollText } from '../support/crowd.js';
import { held } from '../support/holding.js';
import { type TestApp, startApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const COUNT = 10_000;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const descriptors = (): number => readdirSync('/proc/self/fd').length;
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

/** A server here, its clock standing still, so that no hold ends by itself; and a crowd elsewhere. */
async function serverAndCrowd(): Promise<{ server: TestApp; crowd: Crowd }> {
  const server = await startApp({ LIMITS: 'off' });
  closing.push(() => server.close());
  const crowd = Crowd.start();
  closing.push(() => crowd.stop());
  return { server, crowd };
}

/** What exists while there are no polls. */
const inUse = () => ({ descriptors: descriptors(), timers: timers() });

/**
 * Resolves when no waiter, timer or descriptor is left; answers how long after `leftAt` that was. Two seconds are promised; a
 * busy machine may take longer, but what is not freed stays for ever: no hold ends here by itself.
 */
async function freed(server: TestApp, before: ReturnType<typeof inUse>, leftAt: number): Promise<number> {
  await until(() => server.heldPolls.count === 0, 'no waiter');
  await until(() => descriptors() <= before.descriptors, 'no descriptor');
  await until(() => timers() <= before.timers, 'no timer');
  return Date.now() - leftAt;
}

describe(`${COUNT} polls that are broken off`, () => {
  it('leave nothing behind, whether they were held or being answered', async () => {
    const { server, crowd } = await serverAndCrowd();
    const [ann, bob] = [await Visitor.at(server.url), await Visitor.at(server.url)];
    const { id } = await ann.send('first');
    const before = inUse();
    const come = async (): Promise<void> => {
      await crowd.come(server.url, pollText(ann, { cursor: id }), COUNT);
      await held(server, COUNT);
      expect(descriptors()).toBeGreaterThan(COUNT);
    };

    await come();
    const { at } = await crowd.leave();
    const whileHeld = await freed(server, before, at);

    await come();
    const leaving = crowd.leaveAtFirstAnswer();
    await ann.send('second');
    const left = await leaving;
    // Premise: they went in the midst of it.
    expect(left.answered).toBeLessThan(COUNT);
    const whileAnswered = await freed(server, before, left.at);

    const { messages } = await bob.poll({ cursor: id });
    expect(messages?.map(({ body }) => body)).toEqual(['second']);
    process.stdout.write(
      `${COUNT} polls broken off: all freed after ${whileHeld} ms; while answered, ${whileAnswered} ms\n`,
    );
  });
});
