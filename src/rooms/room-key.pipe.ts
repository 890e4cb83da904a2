import { Injectable, type PipeTransform } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { isPrivateKey, openRoomKey } from './room.js';

/**
 * The room of a path: the key of an open room from its name. Throws ROOM_INVALID for what cannot be one, and NOT_FOUND for a
 * private room.
 */
@Injectable()
export class RoomKeyPipe implements PipeTransform<string, string> {
  transform(name: string): string {
    if (isPrivateKey(name)) throw new ChatError('NOT_FOUND');
    const key = openRoomKey(name);
    if (key === undefined) throw new ChatError('ROOM_INVALID');
    return key;
  }
}
