import type { QueryConfig } from 'pg';
import { type Placed, targetKey } from '../../log/batch.js';
import type { Draft } from '../../log/entry.js';
import type { Message } from '../../log/message.js';
import { ENTRY_COLUMNS } from '../sql/entry-rows.js';

// The statements of a batch, prepared once for each connection. Each takes arrays, so that it is the same for any number
// of drafts. Rows are looked up one after the other (`cross join lateral … limit 1`): a plan that was made while the tables
// were empty is kept, and must be good when they are full.

/** Held by every append until its commit: shared, so that they do not wait for each other. */
const APPENDING = `hashtextextended(current_schema() || ' appending', 0)`;

/** Waits until all appends that began before the call have ended, in a transaction of its own. */
export const WAITING_FOR_APPENDS = `select pg_advisory_xact_lock(${APPENDING})`;

/** Keeps others from appending to these rooms until the commit. Everybody locks them in order of key, which prevents deadlocks. */
export function lockingRooms(drafts: readonly Draft[]): QueryConfig {
  const keys = [...new Set(drafts.map(({ room }) => room))];
  return {
    name: 'lock rooms',
    text: `with appending as materialized (select pg_advisory_xact_lock_shared(${APPENDING}))
      select r.id, r.key, r.last_seq from appending cross join rooms r
      where r.key = any($1::text[]) order by r.key for no key update of r`,
    values: [keys],
  };
}

/** Makes open rooms that do not exist yet, without entries. */
export function makingRooms(keys: readonly string[], at: number): QueryConfig {
  return {
    name: 'make rooms',
    text: `insert into rooms (key, kind, last_seq, created_at)
      select key, 'open', 0, $2 from unnest($1::text[]) as missing(key) order by key
      on conflict (key) do nothing`,
    values: [keys, at],
  };
}

/** Messages that the authors stored before under these client ids; undefined if there is none to look for. */
export function findingEarlier(drafts: readonly Draft[]): QueryConfig | undefined {
  const asked = drafts.filter((draft) => !draft.target && draft.clientId !== null);
  if (asked.length === 0) return undefined;
  return {
    name: 'find earlier',
    text: entriesOf(
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
export function findingTargets(drafts: readonly Draft[]): QueryConfig | undefined {
  const targets = drafts.flatMap(({ target }) => target ?? []);
  if (targets.length === 0) return undefined;
  return {
    name: 'find targets',
    text: entriesOf(
      `unnest($1::text[], $2::bigint[]) as asked(room, seq)
       cross join lateral (select id from rooms where key = asked.room limit 1) place`,
      'select * from entries where room_id = place.id and seq = asked.seq limit 1',
    ),
    values: [targets.map(({ room }) => room), targets.map(({ seq }) => seq)],
  };
}

function entriesOf(asked: string, entry: string): string {
  return `select ${ENTRY_COLUMNS} from ${asked} cross join lateral (${entry}) e ${JOINS_OF_ENTRY}`;
}

/** What a `Row` tells of the entry `e` besides the entry itself. */
export const JOINS_OF_ENTRY = `
    cross join lateral (select key from rooms where id = e.room_id limit 1) r
    cross join lateral (
      select * from entries where room_id = e.room_id and seq = coalesce(e.target_seq, e.seq) limit 1
    ) m
    left join lateral (
      select * from entries where room_id = m.room_id and seq = m.changed_seq limit 1
    ) c on true`;

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

/** Ids of rooms by key. */
export type RoomIds = ReadonlyMap<string, number>;

/** Stores the entries, and moves their rooms on. The first entry of an open room gives it its name. */
export function storing(ids: RoomIds, placed: readonly Placed[]): QueryConfig {
  const last = new Map(placed.map(({ entry }) => [entry.room, entry.seq]));
  const names = new Map<string, string>();
  for (const { draft } of placed)
    if (!names.has(draft.room)) names.set(draft.room, draft.target ? '' : (draft.roomName ?? ''));
  const rooms = [...last.keys()];
  return {
    name: 'store entries',
    text: STORE,
    values: [
      rooms.map((room) => ids.get(room)),
      rooms.map((room) => last.get(room)),
      rooms.map((room) => names.get(room)),
      placed.map(({ entry }) => ids.get(entry.room)),
      placed.map(({ entry }) => entry.seq),
      placed.map(({ draft }) => draft.id),
      placed.map(({ entry }) => entry.type.name),
      placed.map(({ draft }) => draft.at),
      placed.map(({ draft }) => draft.author.id),
      placed.map(({ draft }) => draft.author.name),
      placed.map(({ draft }) => (draft.author.guest ? 1 : 0)),
      placed.map(({ draft }) => (draft.target ? null : draft.clientId)),
      placed.map(({ draft }) => draft.body),
      placed.map(({ draft, entry }) => (draft.target ? null : mentionsText(entry.message))),
      placed.map(({ draft }) => draft.target?.seq ?? null),
    ],
  };
}

const STORE = `
  with moved as (
    update rooms set last_seq = next.seq,
      name = case when rooms.last_seq = 0 and rooms.kind = 'open' then next.name else rooms.name end
    from unnest($1::bigint[], $2::bigint[], $3::text[]) as next(id, seq, name) where rooms.id = next.id
  )
  insert into entries (room_id, seq, id, type, at, author_id, author_name, author_guest, client_id, body, mentions,
                       target_seq)
  select * from unnest($4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[],
                       $11::int[], $12::text[], $13::text[], $14::text[], $15::bigint[])`;

/** Points the changed messages to their last changes. */
export function markingChanged(ids: RoomIds, changes: readonly Placed[]): QueryConfig {
  const byMessage = new Map(changes.map((each) => [targetKey(each.entry.message), each]));
  const last = inOrder([...byMessage.values()]).map(({ entry }) => entry);
  return {
    name: 'mark changed',
    text: `update entries set changed_seq = last.changed_seq, mentions = last.mentions
      from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) as last(room_id, seq, changed_seq, mentions)
      where entries.room_id = last.room_id and entries.seq = last.seq`,
    values: [
      last.map(({ room }) => ids.get(room)),
      last.map(({ message }) => message.seq),
      last.map(({ seq }) => seq),
      last.map(({ message }) => mentionsText(message)),
    ],
  };
}

/** Erases the bodies of messages and of all their edits. */
export function erasingBodies(ids: RoomIds, deletions: readonly Placed[]): QueryConfig[] {
  const sorted = inOrder(deletions).map(({ entry }) => entry);
  const values = [sorted.map(({ room }) => ids.get(room)), sorted.map(({ message }) => message.seq)];
  return ['seq', 'target_seq'].map((column) => ({
    name: `erase by ${column}`,
    text: `update entries set body = ''
      from unnest($1::bigint[], $2::bigint[]) as erased(room_id, seq)
      where entries.room_id = erased.room_id and entries.${column} = erased.seq`,
    values,
  }));
}

/** By room and message. Everybody locks rows in this order, which prevents deadlocks. */
function inOrder(changes: readonly Placed[]): Placed[] {
  return changes.toSorted((a, b) =>
    a.entry.room === b.entry.room
      ? a.entry.message.seq - b.entry.message.seq
      : a.entry.room < b.entry.room
        ? -1
        : 1,
  );
}

function mentionsText({ mentions }: Message): string | null {
  return mentions ? JSON.stringify(mentions) : null;
}
