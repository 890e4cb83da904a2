import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { KEPT_FOR_MS, MAX_PER_PLACE, RememberedPositions } from '../../polls/tornado/remembered-positions.js';
import { Storage } from '../storage.js';
import type { PostgresStorage } from './postgres-storage.js';

/**
 * Positions in a table that all nodes share, by the clock of the database. A crash of the database empties it: then a client misses
 * what was posted between two of its polls. `PostgresExpiredRows` deletes what has expired.
 */
@Injectable()
export class PostgresRememberedPositions extends RememberedPositions {
  constructor(@Inject(Storage) private readonly storage: PostgresStorage) {
    super();
  }

  override async remember(session: string, room: string, seq: number): Promise<void> {
    await sql`
      with surplus as (
        delete from remembered_positions where id in (
          select id from remembered_positions where session = ${session} and room = ${room} and until > now()
          order by id desc offset ${MAX_PER_PLACE - 1}
        )
      )
      insert into remembered_positions (session, room, seq, until)
      values (${session}, ${room}, ${seq}, now() + ${KEPT_FOR_MS} * interval '1 millisecond')
    `.execute(this.storage.writer);
  }

  /** Tabs that come at the same time, also to different nodes, skip what another is taking. */
  override async take(session: string, room: string): Promise<number | undefined> {
    const { rows } = await sql<{ seq: number }>`
      delete from remembered_positions where id = (
        select id from remembered_positions where session = ${session} and room = ${room} and until > now()
        order by id limit 1 for update skip locked
      )
      returning seq
    `.execute(this.storage.writer);
    return rows[0]?.seq;
  }
}
