import { sql } from 'kysely';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANN, TestSessions } from '../../test/support/test-sessions.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

let own: TestSessions;
beforeEach(async () => {
  own = await TestSessions.start();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await own.stop();
});

describe('reading a session', () => {
  it('of a visitor who has not written finds no user and stores nothing', async () => {
    const made = own.cookie.newSession();
    for (const service of [own.service, own.service, own.restarted()]) {
      const session = await own.find(own.headerOf(made), service);
      expect([session?.id, session?.user, session?.isNew]).toEqual([made.id, null, false]);
    }
    expect(await own.rows()).toEqual([]);
  });

  it.each([
    ['no cookie', undefined],
    ['a forged one', 'k1234567.AAAAAAAAAAAAAAAAAAAAAAAA.forged'],
  ])('finds no session with %s', async (_, value) => {
    const header = value && `${own.cookie.name}=${value}`;
    expect(await own.service.read(header)).toBeUndefined();
  });

  it('that is stored finds its user, also after a restart', async () => {
    const header = await own.stored();
    expect((await own.find(header))?.user).toEqual(ANN);
    expect((await own.find(header, own.restarted()))?.user).toEqual(ANN);
  });

  it('while another request stores it keeps the user', async () => {
    const header = own.headerOf(own.cookie.newSession());
    const session = await own.find(header);
    const [, read] = await Promise.all([
      session && own.service.attach(session, ANN),
      own.service.read(header),
    ]);
    expect(read).toBe(session);
    expect((await own.find(header))?.user).toEqual(ANN);
  });

  it('fails when the database does, and does not treat the visitor as new', async () => {
    const header = await own.stored();
    const broken = own.restarted();
    await own.storage.writer.schema.alterTable('sessions').renameTo('away').execute();
    await expect(broken.read(header)).rejects.toThrow(/sessions/);
    await own.storage.writer.schema.alterTable('away').renameTo('sessions').execute();
    expect((await own.find(header, broken))?.user).toEqual(ANN);
  });
});

describe('storing a session', () => {
  it('keeps a hash of the id, not the id, with the time it was made', async () => {
    const session = own.cookie.newSession();
    own.clock.advance(HOUR);
    await own.service.attach(session, ANN);
    const [row] = await own.rows();
    expect(row).toEqual({
      id_hash: session.idHash,
      user_id: ANN.id,
      created_at: session.startedAt,
      last_seen_at: own.clock.now(),
      device: '',
    });
    expect(JSON.stringify(row)).not.toContain(session.id);
  });

  it('that is stored already leaves it with its first user', async () => {
    const session = own.cookie.newSession();
    await own.service.attach(session, ANN);
    expect(await own.service.attach(session, { id: 'u-other', name: 'Other', isGuest: true })).toEqual(ANN);
    expect(await own.restarted().attach(session, { id: 'u-third', name: 'Third', isGuest: true })).toEqual(
      ANN,
    );
    expect(await own.rows()).toHaveLength(1);
    expect(await own.storage.reader.selectFrom('users').select('id').execute()).toEqual([{ id: ANN.id }]);
  });
});

describe('the end of a session', () => {
  it('comes after seven idle days', async () => {
    const header = await own.stored();
    own.clock.advance(7 * DAY - 1);
    expect((await own.find(header, own.restarted()))?.user).toEqual(ANN);
    own.clock.advance(7 * DAY);
    expect(await own.service.read(header)).toBe('ended');
  });

  it('is for good: no read brings it back, in this process or the next', async () => {
    const header = await own.stored();
    own.clock.advance(7 * DAY);
    for (const service of [own.service, own.service, own.restarted()])
      expect(await service.read(header)).toBe('ended');
    await own.expired.delete();
    expect(await own.restarted().read(header)).toBe('ended');
    own.clock.jump(-1);
    // Premise: only the idle time ended it, and no read has reset that.
    expect((await own.find(header, own.restarted()))?.user).toEqual(ANN);
  });

  it('comes thirty days after its start, however busy it is', async () => {
    const header = await own.stored();
    for (let day = 1; day < 30; day++) {
      own.clock.advance(DAY);
      expect((await own.find(header))?.user).toEqual(ANN);
    }
    own.clock.advance(DAY);
    expect(await own.service.read(header)).toBeUndefined();
  });

  it('lets its row be deleted once the id has expired', async () => {
    const header = await own.stored();
    own.clock.advance(30 * DAY - 1);
    expect(await own.expired.delete()).toBe(0);
    own.clock.jump(2);
    expect(await own.expired.delete()).toBe(1);
    expect(await own.rows()).toEqual([]);
    expect(await own.restarted().read(header)).toBeUndefined();
  });

  it('is followed by the deletion of its row within the hour', async () => {
    await own.stored();
    own.clock.advance(30 * DAY);
    expect(await own.rows()).toHaveLength(1);
    own.clock.advance(HOUR);
    await vi.waitFor(async () => expect(await own.rows()).toEqual([]));
  });

  it('leaves the deletion to another node that is doing it', async () => {
    await own.stored();
    own.clock.advance(30 * DAY);
    const alone = vi.spyOn(own.storage, 'alone').mockResolvedValue(false);
    own.clock.advance(HOUR);
    await own.expired.beforeApplicationShutdown();
    expect(await own.rows()).toHaveLength(1);
    alone.mockRestore();
    own.clock.advance(HOUR);
    await own.expired.beforeApplicationShutdown();
    expect(await own.rows()).toEqual([]);
  });

  it('never deletes rows from a storage that has closed: a stop waits for the deletion', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const stopping = await TestSessions.start();
    stopping.clock.advance(HOUR);
    await stopping.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('reads, such as polls,', () => {
  it('keep a session alive, with one write an hour', async () => {
    const header = await own.stored();
    await sql`create table touches (at integer)`.execute(own.storage.writer);
    await sql`
      create trigger touched after update of last_seen_at on sessions begin insert into touches values (new.last_seen_at); end
    `.execute(own.storage.writer);
    for (let minute = 0; minute < 3 * 60; minute++) {
      own.clock.advance(60_000);
      expect((await own.find(header))?.user).toEqual(ANN);
    }
    own.clock.advance(60_000);
    await vi.waitFor(async () => expect((await own.rows())[0]?.last_seen_at).toBe(own.clock.now()));
    expect((await sql`select * from touches`.execute(own.storage.reader)).rows).toHaveLength(3);
    own.clock.advance(7 * DAY - HOUR);
    expect((await own.find(header, own.restarted()))?.user).toEqual(ANN);
  });

  it('go on when "last seen" cannot be written', async () => {
    const header = await own.stored();
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    await own.service.read(header);
    own.clock.advance(HOUR);
    await own.storage.writer.schema.alterTable('sessions').renameTo('away').execute();
    expect((await own.find(header))?.user).toEqual(ANN);
    own.clock.advance(60_000);
    await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce());
    await own.storage.writer.schema.alterTable('away').renameTo('sessions').execute();
    await own.service.beforeApplicationShutdown();
    expect((await own.rows())[0]?.last_seen_at).toBe(own.clock.now());
  });
});
