import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { Storage } from '../storage/storage.js';
import { roomPath } from './room.js';

const MAX_LISTED = 20;

export interface SharedGroup {
  name: string;
  href: string;
}

/** The groups in which two people are. */
@Injectable()
export class SharedGroups {
  constructor(private readonly storage: Storage) {}

  /** Those that the user joined last come first, at most MAX_LISTED. None with oneself. */
  async of({ id }: User, otherId: string): Promise<SharedGroup[]> {
    if (id === otherId) return [];
    const rows = await this.storage.reader
      .selectFrom('memberships as mine')
      .innerJoin('memberships as theirs', 'theirs.room_id', 'mine.room_id')
      .innerJoin('rooms', 'rooms.id', 'mine.room_id')
      .select(['rooms.key', 'rooms.name'])
      .where('mine.user_id', '=', id)
      .where('theirs.user_id', '=', otherId)
      .where('rooms.kind', '=', 'group')
      .orderBy('mine.joined_at', 'desc')
      .orderBy('rooms.id', 'desc')
      .limit(MAX_LISTED)
      .execute();
    return rows.map(({ key, name }) => ({ name, href: roomPath(key) }));
  }
}
