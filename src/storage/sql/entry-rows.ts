import { type RawBuilder, sql } from 'kysely';
import type { Entry } from '../../log/entry.js';
import type { Message } from '../../log/message.js';
import { type EntryTypes, MESSAGE, type NoticeDetail, UNKNOWN } from '../../log/entry-type.js';

/** An entry, its message (the entry itself, if it is a notice), and the last change of this message that is of a known type. */
export interface Row {
  room: string;
  seq: number;
  type: string;
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
  change_type: string | null;
  change_at: number | null;
  change_body: string | null;
}

/**
 * The columns of a `Row`, of `r`, the room; `e`, the entry; `m`, its message; `c`, this message's last change (`EntryRows.lastChange`). For
 * entries that do not say whether their author was a guest, what the author is now counts.
 */
export const ENTRY_COLUMNS = `
  r.key as room, e.seq, e.type, e.at, e.body,
  m.seq as message_seq, m.id, m.at as message_at, m.author_id, m.author_name, m.client_id, m.mentions,
  coalesce(m.author_guest, (
    select case when account_key is null and deleted_at is null then 1 else 0 end from users u where u.id = m.author_id
  )) as author_guest,
  c.seq as change_seq, c.type as change_type, c.at as change_at, c.body as change_body`;

/** Makes entries and messages of rows. */
export class EntryRows {
  /** The seq of the last change of `m`, in SQL. A change of an unknown type leaves the message as the change before it did. */
  readonly lastChange: string;
  /** Append conditions on `e` or `r`. */
  readonly select: RawBuilder<unknown>;

  constructor(private readonly types: EntryTypes) {
    const known = `type in (${types.changes.map(({ name }) => `'${name}'`).join(', ')})`;
    // `+ 0` keeps PostgreSQL from reading the room backwards instead of the changes of the message.
    this.lastChange = `case when m.changed_seq is not null then coalesce(
      (select seq from entries where room_id = m.room_id and seq = m.changed_seq and ${known}),
      (select max(seq + 0) from entries where room_id = m.room_id and target_seq = m.seq and ${known})
    ) end`;
    this.select = sql.raw(`
      select ${ENTRY_COLUMNS}
      from rooms r
      join entries e on e.room_id = r.id
      join entries m on m.room_id = e.room_id and m.seq = coalesce(e.target_seq, e.seq)
      left join entries c on c.room_id = m.room_id and c.seq = ${this.lastChange}`);
  }

  readonly toEntry = (row: Row): Entry => {
    const { room, seq } = row;
    const type = this.types.notice(row.type);
    if (!type)
      return { room, seq, type: this.types.change(row.type) ?? MESSAGE, message: this.toMessage(row) };
    const { id, at, author_id, author_name } = row;
    const by = { id: author_id, name: author_name };
    const detail = type === UNKNOWN ? { change: '' } : (JSON.parse(row.body) as NoticeDetail);
    return { room, seq, type, notice: { id, at, by, detail } };
  };

  /** The message as a change left it if the row is one, else in its present state. */
  readonly toMessage = (row: Row): Message => {
    const mentions = row.mentions === null ? undefined : (JSON.parse(row.mentions) as string[]);
    const sent = sentIn(row, mentions);
    const own = this.types.change(row.type);
    const last = row.change_type === null ? undefined : this.types.change(row.change_type);
    // Nothing brings back what has been erased.
    if (last && (!own || last.erases)) {
      const [seq, at, body] = [row.change_seq, row.change_at, row.change_body] as [number, number, string];
      return last.apply(sent, { seq, at, body, mentions });
    }
    return own ? own.apply(sent, { seq: row.seq, at: row.at, body: row.body, mentions }) : sent;
  };
}

/** The message without any change. */
function sentIn(row: Row, mentions: Message['mentions']): Message {
  return {
    room: row.room,
    seq: row.message_seq,
    id: row.id,
    at: row.message_at,
    author: { id: row.author_id, name: row.author_name, ...(row.author_guest ? { guest: true } : {}) },
    clientId: row.client_id,
    body: row.body,
    mentions,
    editedAt: null,
    changedSeq: row.message_seq,
    // An empty text has been erased, perhaps by a change of a type that this version does not know.
    deleted: row.body === '',
  };
}
