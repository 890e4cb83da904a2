import type { QueryConfig } from 'pg';
import type { Draft } from '../../log/entry.js';
import { ENTRY_COLUMNS, type EntryRows } from '../sql/entry-rows.js';

// The statements of an append's first trip, prepared once for each connection. Each takes arrays, so that it is the same for any number of
// drafts. Rows are looked up one after the other (`cross join lateral … limit 1`): a plan that was made while the tables were empty is kept,
// and must be good when they are full.

/** Held by every append until its commit: shared, so that they do not wait for each other. */
const APPENDING = `hashtextextended(current_schema() || ' appending', 0)`;

/** Waits until all appends that began before the call have ended, in a transaction of its own. */
export const WAITING_FOR_APPENDS = `select pg_advisory_xact_lock(${APPENDING})`;

/** Keeps others from appending to these rooms until the commit. Everybody locks them in order of key, which prevents deadlocks. */
export function lockingRooms(drafts: readonly Draft[]): QueryConfig {
  return {
    name: 'lock rooms',
    text: `with appending as materialized (select pg_advisory_xact_lock_shared(${APPENDING}))
      select r.id, r.key, r.last_seq, false as locked from appending cross join rooms r
      where r.key = any($1::text[]) order by r.key for no key update of r`,
    values: [roomsOf(drafts)],
  };
}

/**
 * The same without waiting: rooms that others hold are marked `locked` and left alone. For a second try; two nodes that post in one room
 * hold it all the time, for a moment each.
 */
export function lockingFreeRooms(drafts: readonly Draft[]): QueryConfig {
  return {
    name: 'lock free rooms',
    text: `with appending as materialized (select pg_advisory_xact_lock_shared(${APPENDING})),
      free as materialized (
        select r.id, r.key, r.last_seq from appending cross join rooms r
        where r.key = any($1::text[]) order by r.key for no key update of r skip locked
      )
      select id, key, last_seq, false as locked from free
      union all
      select id, key, last_seq, true from rooms where key = any($1::text[]) and key not in (select key from free)`,
    values: [roomsOf(drafts)],
  };
}

function roomsOf(drafts: readonly Draft[]): string[] {
  return [...new Set(drafts.map(({ room }) => room))];
}

/** Messages that the authors stored before under these client ids; undefined if there is none to look for. */
export function findingEarlier(rows: EntryRows, drafts: readonly Draft[]): QueryConfig | undefined {
  const asked = drafts.filter((draft) => !draft.target && draft.clientId !== null);
  if (asked.length === 0) return undefined;
  return {
    name: 'find earlier',
    text: entriesOf(
      rows,
      'unnest($1::text[], $2::text[]) as asked(author_id, client_id)',
      'select * from entries where author_id = asked.author_id and client_id = asked.client_id limit 1',
    ),
    values: [
      asked.map(({ author }) => author.id),
      asked.map((draft) => (draft.target ? null : draft.clientId)),
    ],
  };
}

/** The messages to be changed; undefined if there are none. */
export function findingTargets(rows: EntryRows, drafts: readonly Draft[]): QueryConfig | undefined {
  const targets = drafts.flatMap(({ target }) => target ?? []);
  if (targets.length === 0) return undefined;
  return {
    name: 'find targets',
    text: entriesOf(
      rows,
      `unnest($1::text[], $2::bigint[]) as asked(room, seq)
       cross join lateral (select id from rooms where key = asked.room limit 1) place`,
      'select * from entries where room_id = place.id and seq = asked.seq limit 1',
    ),
    values: [targets.map(({ room }) => room), targets.map(({ seq }) => seq)],
  };
}

function entriesOf(rows: EntryRows, asked: string, entry: string): string {
  return `select ${ENTRY_COLUMNS} from ${asked} cross join lateral (${entry}) e ${joinsOfEntry(rows)}`;
}

/** What a `Row` tells of the entry `e` besides the entry itself. */
export function joinsOfEntry({ lastChange }: EntryRows): string {
  return `
    cross join lateral (select key from rooms where id = e.room_id limit 1) r
    cross join lateral (
      select * from entries where room_id = e.room_id and seq = coalesce(e.target_seq, e.seq) limit 1
    ) m
    left join lateral (
      select * from entries where room_id = m.room_id and seq = ${lastChange} limit 1
    ) c on true`;
}

/** The authors' places in the rooms where drafts ask for them; undefined if none does. */
export function findingPlaces(drafts: readonly Draft[]): QueryConfig | undefined {
  const asked = drafts.filter(({ allowed }) => allowed !== undefined);
  if (asked.length === 0) return undefined;
  return {
    name: 'find places',
    text: `select r.key as room, r.kind, m.user_id, m.role
      from unnest($1::text[], $2::text[]) as asked(room, user_id)
      cross join lateral (select id, key, kind from rooms where key = asked.room limit 1) r
      cross join lateral (
        select user_id, role from memberships where room_id = r.id and user_id = asked.user_id limit 1
      ) m`,
    values: [asked.map(({ room }) => room), asked.map(({ author }) => author.id)],
  };
}

/** Those of the authors whose accounts have been deleted. */
export function findingDeletedAuthors(drafts: readonly Draft[]): QueryConfig {
  return {
    name: 'find deleted authors',
    text: `select asked.id from unnest($1::text[]) as asked(id)
      cross join lateral (select deleted_at from users where id = asked.id limit 1) author
      where author.deleted_at is not null`,
    values: [[...new Set(drafts.map(({ author }) => author.id))]],
  };
}
