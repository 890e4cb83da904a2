import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from './session.js';
import type { SessionService } from './session.service.js';
import { ANN, TestSessions } from '../../test/support/test-sessions.js';

const DAY = 24 * 60 * 60 * 1000;

let own: TestSessions;
beforeEach(async () => {
  own = await TestSessions.start();
});
afterEach(() => own.stop());

describe('a session that is used at two nodes', () => {
  let header: string;
  let other: SessionService;
  beforeEach(async () => {
    header = await own.stored();
    other = own.restarted();
    expect([(await own.find(header))?.user, (await own.find(header, other))?.user]).toEqual([ANN, ANN]);
  });

  it('is not idle while the other node sees it', async () => {
    own.clock.jump(6 * DAY);
    await own.find(header, other);
    own.clock.jump(6 * DAY);
    const session = await own.find(header);
    expect(session?.user).toEqual(ANN);
  });

  it('may come back to either in the last second', async () => {
    own.clock.jump(7 * DAY - 1000);
    expect((await own.find(header, other))?.user).toEqual(ANN);
    own.clock.jump(2000);
    expect((await own.find(header))?.user).toEqual(ANN);
    // Known from now on.
    expect(own.service.read(header)).not.toBeInstanceOf(Promise);
  });

  it('is over if neither has seen it, whichever is asked', async () => {
    own.clock.jump(7 * DAY);
    expect([await own.service.read(header), await other.read(header)]).toEqual(['ended', 'ended']);
  });

  it('is confirmed if the other node has seen it, and not otherwise', async () => {
    const session = (await own.find(header)) as Session;
    own.clock.jump(7 * DAY - 1000);
    await own.find(header, other);
    own.clock.jump(2000);
    await own.service.confirm(session);
    expect(own.service.confirm(session)).toBeUndefined();
    own.clock.jump(7 * DAY);
    await expect(own.service.confirm(session)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('is ended for good without a look-up once that is known', async () => {
    const session = (await own.find(header)) as Session;
    session.wasEnded = true;
    expect(() => own.service.confirm(session)).toThrow(expect.objectContaining({ code: 'SESSION_ENDED' }));
  });
});
