import { sql } from 'kysely';
import type { NoticeDraft, NoticeEntry } from '../../log/entry.js';
import { activeAt } from '../sql/active-at.js';
import type { Transaction } from '../storage.js';

/** Stores notices in the transaction, in order, each at the next seq of its room. */
export async function appendNoticesTo(
  trx: Transaction,
  drafts: readonly NoticeDraft[],
): Promise<NoticeEntry[]> {
  if (drafts.length === 0) return [];
  const rooms = await moveOn(trx, drafts);
  const seqs = new Map(rooms.map(({ key, before }) => [key, before]));
  const ids = new Map(rooms.map(({ key, id }) => [key, id]));
  const entries = drafts.map((draft) => {
    const seq = (seqs.get(draft.room) ?? 0) + 1;
    seqs.set(draft.room, seq);
    return { ...draft, seq };
  });
  const column = <T>(of: (entry: NoticeEntry) => T): T[] => entries.map(of);
  await sql`
    insert into entries (room_id, seq, id, type, at, author_id, author_name, body)
    select * from unnest(
      ${column(({ room }) => ids.get(room))}::bigint[], ${column(({ seq }) => seq)}::bigint[],
      ${column(({ notice }) => notice.id)}::text[], ${column(({ type }) => type.name)}::text[],
      ${column(({ notice }) => notice.at)}::bigint[], ${column(({ notice }) => notice.by.id)}::text[],
      ${column(({ notice }) => notice.by.name)}::text[],
      ${column(({ notice }) => JSON.stringify(notice.detail))}::text[]
    )
  `.execute(trx);
  return entries;
}

/** Advances the rooms' last seqs, in order of key, which prevents deadlocks. Makes logs that do not exist yet. */
async function moveOn(
  trx: Transaction,
  drafts: readonly NoticeDraft[],
): Promise<{ key: string; id: number; before: number }[]> {
  const counts = new Map<string, number>();
  for (const { room } of drafts) counts.set(room, (counts.get(room) ?? 0) + 1);
  const keys = [...counts.keys()];
  const at = drafts[0]?.notice.at ?? 0;
  const { rows } = await sql<{ key: string; id: number; last_seq: number }>`
    insert into rooms (key, kind, last_seq, created_at, active_at)
    select key, case when starts_with(key, '@') then 'own' else 'open' end, count, ${at}::bigint,
           ${activeAt(at)}::bigint
    from unnest(${keys}::text[], ${keys.map((key) => counts.get(key))}::bigint[]) as added(key, count)
    order by key collate "C"
    on conflict (key) do update set last_seq = rooms.last_seq + excluded.last_seq, active_at = excluded.active_at
    returning key, id, last_seq
  `.execute(trx);
  return rows.map(({ key, id, last_seq }) => ({ key, id, before: last_seq - (counts.get(key) ?? 0) }));
}
