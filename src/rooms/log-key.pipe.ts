import { Injectable, type PipeTransform } from '@nestjs/common';
import { RoomKeyPipe } from './room-key.pipe.js';
import { OWN_LOG } from '../log/own-log.js';

/** The room of a path, or OWN_LOG. Throws what RoomKeyPipe throws. */
@Injectable()
export class LogKeyPipe implements PipeTransform<string, string> {
  readonly #rooms = new RoomKeyPipe();

  transform(name: string): string {
    return name === OWN_LOG ? name : this.#rooms.transform(name);
  }
}
