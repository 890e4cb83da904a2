import { Injectable, type PipeTransform } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { PathParam } from '../http/endpoint.js';
import { isPrivateKey, openRoomKey } from './room.js';

/**
 * The room of a path: the key of an open room from its name; anything written like a private key unchanged, since the access check comes
 * later. Throws ROOM_INVALID for anything else.
 */
@Injectable()
export class RoomKeyPipe implements PipeTransform<string, string> {
  transform(name: string): string {
    if (isPrivateKey(name)) return name;
    const key = openRoomKey(name);
    if (key === undefined) throw new ChatError('ROOM_INVALID');
    return key;
  }
}

/** The key of the room in the path. Throws what the pipe throws. */
export const RoomKey = (about: { description?: string; example?: string } = {}) =>
  PathParam({ name: 'room', description: 'Key of the room.', ...about }, RoomKeyPipe);
