import type { QueryConfig } from 'pg';
import { type Placed, targetKey } from '../../log/batch.js';
import { activeAt } from '../sql/active-at.js';
import type { Message } from '../../log/message.js';

// The statements of an append's second trip, prepared once for each connection. Each takes arrays, so that it is the same for any number of
// entries.

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
      activeAt(placed[0]?.draft.at ?? 0),
    ],
  };
}

const STORE = `
  with moved as (
    update rooms set last_seq = next.seq, active_at = $16,
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
