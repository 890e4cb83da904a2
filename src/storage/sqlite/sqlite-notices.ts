import { sql } from 'kysely';
import type { NoticeDraft, NoticeEntry } from '../../log/entry.js';
import type { Transaction } from '../storage.js';
import { reserveSeqs } from './sqlite-append.js';

/** Stores notices in the transaction, in order, each at the next seq of its room. */
export async function appendNoticesTo(
  trx: Transaction,
  drafts: readonly NoticeDraft[],
): Promise<NoticeEntry[]> {
  if (drafts.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { room } of drafts) counts.set(room, (counts.get(room) ?? 0) + 1);
  const seqs = await reserveSeqs(trx, counts, drafts[0]?.notice.at ?? 0);
  const entries = drafts.map((draft) => {
    const seq = (seqs.get(draft.room) ?? 0) + 1;
    seqs.set(draft.room, seq);
    return { ...draft, seq };
  });
  const rows = entries.map(({ room, seq, type, notice: { id, at, by, detail } }) => {
    return [room, seq, id, type.name, at, by.id, by.name, JSON.stringify(detail)];
  });
  await sql`
    insert into entries (room_id, seq, id, type, at, author_id, author_name, body)
    select r.id, v.value ->> 1, v.value ->> 2, v.value ->> 3, v.value ->> 4, v.value ->> 5, v.value ->> 6, v.value ->> 7
    from json_each(${JSON.stringify(rows)}) v join rooms r on r.key = v.value ->> 0
  `.execute(trx);
  return entries;
}
