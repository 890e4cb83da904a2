import { Injectable } from '@nestjs/common';
import { RoomLogService } from '../log/room-log.service.js';
import { LOBBY } from './room.js';

const MAX_ROOMS_LISTED = 50;

export interface ListedRoom {
  /** Room key. */
  room: string;
  /** Of the newest entry, 0 if there is none. */
  seq: number;
}

/** The rooms of a person's list. */
@Injectable()
export class RoomListService {
  constructor(private readonly log: RoomLogService) {}

  /** The lobby, and the rooms in which somebody wrote, the latest talk first: some fifty at the most. */
  async list(userId: string | undefined): Promise<ListedRoom[]> {
    const own = userId === undefined ? [] : await this.log.listRoomsOfAuthor(userId, MAX_ROOMS_LISTED);
    const lobby = { room: LOBBY, seq: await this.log.newestSeq(LOBBY) };
    return [lobby, ...own.filter(({ room }) => room !== LOBBY)];
  }
}
