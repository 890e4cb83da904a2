import { ClientId, MessageBody, SpelledRoomName } from './message-fields.js';

/** POST /api/rooms/{room}/messages/{id}/edit, POST /api/preview */
export class MessageTextDto {
  @MessageBody()
  body!: string;
}

/** POST /api/rooms/{room}/messages */
export class RoomMessageDto {
  @MessageBody()
  body!: string;

  @SpelledRoomName()
  room_name?: string;

  @ClientId()
  client_id?: string;
}
