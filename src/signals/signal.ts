/**
 * Something changed that others have cached. `subject` says what:
 *
 * - `members`: the key of a room that was created or deleted, or whose members or roles changed;
 * - `session`: the hash of the id of a session that ended, or got a user;
 * - `person`: the id of a user who was renamed, or became something else;
 * - `blocks`: the id of a user who blocked or unblocked somebody;
 * - `author`: an `Author` as JSON, whose name was changed on all entries by and about them;
 * - `erased`: an `ErasedMessage` as JSON, whose texts were erased;
 * - `epoch`: the log's new id.
 */
export interface Signal {
  readonly kind: SignalKind;
  readonly subject: string;
}

export type SignalKind = 'members' | 'session' | 'person' | 'blocks' | 'author' | 'erased' | 'epoch';

/** A deleted message by the seqs of the entries that made it and that deleted it. */
export interface ErasedMessage {
  room: string;
  seq: number;
  changedSeq: number;
}

export function membersChanged(room: string): Signal {
  return { kind: 'members', subject: room };
}

export function sessionChanged(idHash: string): Signal {
  return { kind: 'session', subject: idHash };
}

export function personChanged(userId: string): Signal {
  return { kind: 'person', subject: userId };
}

export function blocksChanged(userId: string): Signal {
  return { kind: 'blocks', subject: userId };
}

export function authorRenamed(author: { id: string; name: string }): Signal {
  return { kind: 'author', subject: JSON.stringify(author) };
}

export function messageErased(message: ErasedMessage): Signal {
  return { kind: 'erased', subject: JSON.stringify(message) };
}

export function epochRenewed(id: string): Signal {
  return { kind: 'epoch', subject: id };
}
