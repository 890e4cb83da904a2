import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANN, TestSessions } from '../../test/support/test-sessions.js';
import type { Session } from './session.js';
import { endSession } from './session-rows.js';
import { personChanged, sessionChanged } from '../signals/signal.js';

let own: TestSessions;
beforeEach(async () => {
  own = await TestSessions.start();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await own.stop();
});

/** Ends a session as signing out does. */
async function end(session: Session): Promise<void> {
  await endSession(own.storage.writer, session);
  own.signals.tell([sessionChanged(session.idHash)]);
}

describe('a session that was ended', () => {
  it.each(['with a row', 'of somebody who has not written'])(
    'is refused for every request, also after a restart, if it was one %s',
    async (which) => {
      const session = own.cookie.newSession();
      if (which === 'with a row') await own.service.attach(session, ANN);
      const header = own.headerOf(session);
      const seen = (await own.find(header)) as Session;
      await end(seen);
      expect([await own.service.read(header), await own.restarted().read(header)]).toEqual([
        'ended',
        'ended',
      ]);
      expect(() => own.service.confirm(seen)).toThrow(
        expect.objectContaining({ code: 'SESSION_ENDED' }) as Error,
      );
      expect(await own.rows()).toEqual([]);
    },
  );

  it('cannot be brought back by a slow first write', async () => {
    const session = (await own.find(own.headerOf(own.cookie.newSession()))) as Session;
    await end(session);
    await expect(own.service.attach(session, ANN)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect([await own.rows(), await own.storage.reader.selectFrom('users').select('id').execute()]).toEqual([
      [],
      [],
    ]);
    // Other first writes in the same commit do not fail with it.
    const other = own.cookie.newSession();
    const both = await Promise.allSettled([
      own.service.attach(session, ANN),
      own.service.attach(other, { ...ANN, id: 'u-2' }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('can be ended only once', async () => {
    const session = (await own.find(own.headerOf(own.cookie.newSession()))) as Session;
    await end(session);
    await expect(end(session)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('does not make other sessions be read again', async () => {
    const header = await own.stored();
    await own.service.read(header);
    const select = vi.spyOn(own.storage.reader, 'selectFrom');
    await own.service.read(header);
    expect(select).not.toHaveBeenCalled();
    await end((await own.find(own.headerOf(own.cookie.newSession()))) as Session);
    select.mockClear();
    for (let n = 0; n < 3; n++) expect((await own.find(header))?.user).toEqual(ANN);
    expect(select).not.toHaveBeenCalled();
  });

  it('is read again once after each change of it or of its user', async () => {
    const header = await own.stored();
    const { idHash } = (await own.find(header)) as Session;
    const select = vi.spyOn(own.storage.reader, 'selectFrom');
    for (const tell of [
      () => own.signals.tell([sessionChanged(idHash)]),
      () => own.signals.tell([personChanged(ANN.id)]),
    ]) {
      select.mockClear();
      tell();
      for (let n = 0; n < 3; n++) expect((await own.find(header))?.user).toEqual(ANN);
      expect(select).toHaveBeenCalledOnce();
    }
  });
});
