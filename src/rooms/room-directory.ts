import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { ChatError } from '../chat-error.js';
import { Storage } from '../storage/storage.js';
import { LOBBY, openRoomKey } from './room.js';

const PAGE_ROWS = 50;
/** When the last room of a page was active, and its id. */
const PLACE = /^(\d{1,15})-(\d{1,15})$/;

interface Row {
  id: number;
  room: string;
  seq: number;
  name: string;
  topic: string;
  active: number;
  at: number;
}

export interface DirectoryRoom {
  /** Key of the room. */
  room: string;
  name: string;
  topic: string;
  seq: number;
  /** When its last entry was made, in milliseconds since the epoch. */
  activeAt: number;
}

/** All open rooms except the lobby, by their last activity. The cost of a page does not depend on how many rooms there are. */
@Injectable()
export class RoomDirectory {
  constructor(private readonly storage: Storage) {}

  /** The rooms after a page's `next`; `next` is undefined on the last page. Throws FIELD_INVALID if `after` is not one. */
  async page(after?: string): Promise<{ rooms: DirectoryRoom[]; next: string | undefined }> {
    const { rows } = await sql<Row>`
      select r.id, r.key as room, r.last_seq as seq, r.name, r.topic, r.active_at as active, e.at
      from rooms r join entries e on e.room_id = r.id and e.seq = r.last_seq
      where r.kind = 'open' and ${following(after)} order by r.active_at desc, r.id desc limit ${PAGE_ROWS + 1}
    `.execute(this.storage.reader);
    const shown = rows.slice(0, PAGE_ROWS);
    const last = shown.at(-1);
    const rooms = shown
      .filter(({ room }) => room !== LOBBY && openRoomKey(room) === room)
      .map(({ room, name, topic, seq, at }) => ({ room, name: name || room, topic, seq, activeAt: at }))
      .toSorted((a, b) => b.activeAt - a.activeAt);
    return { rooms, next: last && rows.length > PAGE_ROWS ? `${last.active}-${last.id}` : undefined };
  }
}

function following(after: string | undefined) {
  if (after === undefined) return sql`r.active_at is not null`;
  const [, active, id] = PLACE.exec(after) ?? [];
  if (active === undefined) throw new ChatError('FIELD_INVALID', { params: { field: 'after' } });
  return sql`(r.active_at, r.id) < (cast(${Number(active)} as bigint), cast(${Number(id)} as bigint))`;
}
