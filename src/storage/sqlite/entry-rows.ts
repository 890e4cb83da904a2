import { sql } from 'kysely';
import type { Entry, MessageEntryType, Message, NoticeDetail, NoticeType } from '../../log/entry.js';

/** An entry, its message (the entry itself, if it is a notice), and the last change of this message. */
export interface Row {
  room: string;
  seq: number;
  type: MessageEntryType | NoticeType;
  at: number;
  body: string;
  message_seq: number;
  id: string;
  message_at: number;
  author_id: string;
  author_name: string;
  author_guest: number | null;
  client_id: string | null;
  mentions: string | null;
  change_seq: number | null;
  change_type: MessageEntryType | null;
  change_at: number | null;
  change_body: string | null;
}

/**
 * Append conditions on `e`, the entry, or `r`, its room.
 *
 * For entries that do not say whether their author was a guest, what the author is now counts.
 */
export const SELECT_ENTRIES = sql`
  select r.key as room, e.seq, e.type, e.at, e.body,
         m.seq as message_seq, m.id, m.at as message_at, m.author_id, m.author_name, m.client_id, m.mentions,
         coalesce(m.author_guest, (select account_key is null and deleted_at is null from users u where u.id = m.author_id)) as author_guest,
         c.seq as change_seq, c.type as change_type, c.at as change_at, c.body as change_body
  from rooms r
  join entries e on e.room_id = r.id
  join entries m on m.room_id = e.room_id and m.seq = coalesce(e.target_seq, e.seq)
  left join entries c on c.room_id = m.room_id and c.seq = m.changed_seq`;

export function toEntry(row: Row): Entry {
  const { room, seq, type } = row;
  if (type === 'message' || type === 'edit' || type === 'deletion')
    return { room, seq, type, message: toMessage(row) };
  const { id, at, author_id, author_name } = row;
  const by = { id: author_id, name: author_name };
  return { room, seq, type, notice: { id, at, by, detail: JSON.parse(row.body) as NoticeDetail } };
}

/** The message as an edit left it if the row is one, else in its present state. */
export function toMessage(row: Row): Message {
  const deleted = row.change_type === 'deletion';
  const edited = !deleted && row.change_type !== null;
  const asOfEdit = !deleted && row.type === 'edit';
  return {
    room: row.room,
    seq: row.message_seq,
    id: row.id,
    at: row.message_at,
    author: { id: row.author_id, name: row.author_name, ...(row.author_guest ? { guest: true } : {}) },
    clientId: row.client_id,
    body: edited && !asOfEdit ? (row.change_body as string) : row.body,
    ...(row.mentions === null ? {} : { mentions: JSON.parse(row.mentions) as string[] }),
    editedAt: asOfEdit ? row.at : edited ? row.change_at : null,
    changedSeq: asOfEdit ? row.seq : (row.change_seq ?? row.message_seq),
    deleted,
  };
}
