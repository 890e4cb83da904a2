import { Injectable, type PipeTransform } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { isPrivateKey, openRoomKey } from './room.js';

/**
 * The room of a path: the key of an open room from its name; what is written like a private one's as it is, for whoever knows who
 * may see it. Throws ROOM_INVALID for what can be neither.
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
