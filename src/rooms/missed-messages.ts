import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Storage } from '../storage/storage.js';
import { silent } from './unread-counts.js';

/** Counting stops here, so that the cost does not grow with the length of an absence. */
export const MOST_MISSED = 500;

/** What somebody has not read in a room. */
export interface Missed {
  /** Seq of the first unread message. */
  firstSeq: number;
  /** When that was written, in milliseconds since the epoch. */
  since: number;
  /** The number of unread messages; MOST_MISSED means that many or more. */
  messages: number;
  /** How many people wrote them. */
  people: number;
  /** Seqs of those that mention the reader, in order. */
  mentions: number[];
}

/** Where somebody has to begin reading. Like `UnreadCounts`, it leaves out deleted messages, and people whom they have blocked. */
@Injectable()
export class MissedMessages {
  constructor(private readonly storage: Storage) {}

  /** Messages after `read` and up to `seq`, the oldest MOST_MISSED of them; undefined if none counts. */
  async of(
    userId: string,
    { room, read, seq }: { room: string; read: number; seq: number },
  ): Promise<Missed | undefined> {
    const { rows } = await sql<{ seq: number; at: number; author: string; forMe: number }>`
      with ${silent(userId)}
      select seq, at, author_id as author, case when mentions like ${`%"${userId}"%`} then 1 else 0 end as "forMe" from (
        select seq, at, author_id, body, mentions from entries
        where room_id = (select id from rooms where key = ${room}) and seq > ${read} and seq <= ${seq} and type = 'message'
        order by seq limit ${MOST_MISSED}
      ) as newer where body <> '' and author_id not in (select id from silent) order by seq
    `.execute(this.storage.reader);
    const [first] = rows;
    return (
      first && {
        firstSeq: first.seq,
        since: first.at,
        messages: rows.length,
        people: new Set(rows.map(({ author }) => author)).size,
        mentions: rows.filter(({ forMe }) => forMe === 1).map((row) => row.seq),
      }
    );
  }
}
