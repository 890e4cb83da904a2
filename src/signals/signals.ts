import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** Somebody's marks of what they have read have moved. */
export interface Marked {
  userId: string;
  /** Hash of the id of the session that did all of it, and knows; undefined if there is no such one. */
  by?: string | undefined;
}

/**
 * What has changed that somebody remembers, told in the turn in which its commit is known, before anybody is told of it in words.
 * Whoever remembers something forgets it by its subject. New entries are told by the log (`RoomLogService.committed`), after this.
 */
@Injectable()
export class Signals {
  /** Key of a room: who is in it, or as what; or the room has been made or has ended. */
  readonly members = new Subject<string>();
  /** Hash of the id of a session: it has ended, or it is known from now on whose it is. */
  readonly sessions = new Subject<string>();
  /** Id of a user who has another name, or has become something else. */
  readonly people = new Subject<string>();
  /** Id of a user: whom they have blocked. */
  readonly blocks = new Subject<string>();
  readonly marks = new Subject<Marked>();
}
