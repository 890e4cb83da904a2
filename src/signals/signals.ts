import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** A user's read marks have moved. */
export interface Marked {
  userId: string;
  /**
   * Hash of the id of the session that moved them and needs no news of it; undefined if there is no such one.
   */
  by?: string | undefined;
}

/**
 * Says which cached subjects have changed. Emitted synchronously after the commit, before its entries are
 * published (`RoomLogService.committed`): invalidate caches here.
 */
@Injectable()
export class Signals {
  /** Key of a room that was created or deleted, or whose members or roles changed. */
  readonly members = new Subject<string>();
  /** Hashes of the ids of sessions that ended in one commit: told together, so that held polls are gone through once. */
  readonly sessions = new Subject<readonly string[]>();
  /** Id of a user who was renamed, or became something else. */
  readonly people = new Subject<string>();
  /** Id of a user who blocked or unblocked somebody. */
  readonly blocks = new Subject<string>();
  readonly marks = new Subject<Marked>();
}
