import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller, Principal } from '../accounts/principal.js';
import { Endpoint } from '../http/endpoint.js';
import { RoomKey } from '../rooms/room-key.pipe.js';
import { RoomPeopleJson, RoomPeopleQueryDto } from './dto/room-people.json.js';
import { RoomPeople } from './room-people.js';

/** Whom one can address in a room. */
@ApiTags('Messages')
@Controller('api/rooms/:room/people')
export class RoomPeopleController {
  constructor(private readonly people: RoomPeople) {}

  @Get()
  @Endpoint({
    summary: 'Search the people of a room by name',
    description:
      'In a private room its members, sorted by name. In an open one the authors of its newest 500 messages, the latest first. At most 20, without the caller and users they have blocked.',
    answer: RoomPeopleJson,
    problems: ['ROOM_INVALID', 'NOT_FOUND'],
  })
  async find(
    @RoomKey({ description: 'Key of the room, percent-encoded.', example: 'lobby' }) room: string,
    @Query() { name }: RoomPeopleQueryDto,
    @Caller() { user }: Principal,
  ): Promise<RoomPeopleJson> {
    return { people: await this.people.find(user, room, name) };
  }
}
