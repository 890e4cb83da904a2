import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { authorOf, type User } from '../accounts/user.js';
import { MessageBufferService } from '../buffers/message-buffer.service.js';
import { Clock } from '../clock.js';
import { RoomAccessService } from '../rooms/room-access.service.js';
import { type Hint, HintBus } from '../signals/hint-bus.js';
import { NOBODY_HERE, type Present, type RoomPresence } from './room-presence.js';
import { WatchedRoom } from './watched-room.js';

const LOOK_EVERY_MS = 1000;
/** Looks between two questions to the other nodes: often enough that one lost answer does no harm. */
const LOOKS_A_QUESTION = 20;

/**
 * Who is in the rooms that somebody looks at, and who writes there. A person is in a room while a browser of theirs polls it. It is in
 * memory alone: nodes tell each other by hints, and forget what is not said again.
 */
@Injectable()
export class Presence implements OnModuleInit, OnModuleDestroy {
  readonly #node = randomBytes(9).toString('base64url');
  readonly #rooms = new Map<string, WatchedRoom>();
  readonly #hearing = new Subscription();
  #looks = 0;
  #stop: (() => void) | undefined;

  constructor(
    private readonly access: RoomAccessService,
    private readonly buffers: MessageBufferService,
    private readonly bus: HintBus,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.#hearing.add(this.bus.heard.subscribe((hints) => hints.forEach((hint) => this.#hear(hint))));
    this.#stop = this.clock.every(LOOK_EVERY_MS, () => this.#lookAtAll());
  }

  onModuleDestroy(): void {
    this.#hearing.unsubscribe();
    this.#stop?.();
  }

  /** The present people of a room. From now on, for a minute, its polls are woken when they change. */
  watch(key: string): RoomPresence {
    const nowMs = this.clock.monotonicMs();
    const known = this.#rooms.get(key);
    const room = known ?? this.#add(key, nowMs);
    if (!known) this.#publish({ watched: key });
    room.watch(nowMs);
    if (room.presence.all.writing.length > 0)
      this.#change(key, room, nowMs, (presence) => presence.sent(this.buffers.newestEntries(key)));
    return room.presence;
  }

  /**
   * The user writes in the room, and will for some seconds; `isSeen`: others may know that. Throws NOT_FOUND, or NOT_ALLOWED if they have
   * not written anything anywhere.
   */
  async write(user: User | null, key: string, isSeen: boolean): Promise<void> {
    await this.access.check(user, key, 'show-writing');
    if (!user || !isSeen) return;
    const person = authorOf(user);
    const room = this.#rooms.get(key);
    // Somebody may look at it at another node.
    if (!room) return this.#tellNodes(key, { ...NOBODY_HERE, writing: [person] });
    const nowMs = this.clock.monotonicMs();
    this.#change(key, room, nowMs, (presence) => presence.write(person, nowMs, this.clock.now()));
    if (room.refreshes(nowMs)) this.#tellNodes(key, room.presence.own);
  }

  #add(key: string, nowMs: number): WatchedRoom {
    const room = new WatchedRoom();
    this.#rooms.set(key, room);
    room.presence.look(this.buffers.peopleIn(key), nowMs);
    return room;
  }

  #lookAtAll(): void {
    const nowMs = this.clock.monotonicMs();
    const asks = this.#looks++ % LOOKS_A_QUESTION === 0;
    for (const [key, room] of this.#rooms) {
      const isWatched = room.isWatched(nowMs);
      if (!isWatched && !room.isWanted(nowMs)) this.#rooms.delete(key);
      else this.#change(key, room, nowMs, (presence) => presence.look(this.buffers.peopleIn(key), nowMs));
      if (asks && isWatched) this.#publish({ watched: key });
    }
  }

  #hear(hint: Hint): void {
    const nowMs = this.clock.monotonicMs();
    if ('here' in hint) {
      const room = this.#rooms.get(hint.here);
      if (room) this.#change(hint.here, room, nowMs, (presence) => presence.hear(hint, nowMs));
    } else if ('watched' in hint) {
      const room = this.#rooms.get(hint.watched) ?? this.#add(hint.watched, nowMs);
      room.want(nowMs);
      this.#tellNodes(hint.watched, room.presence.own);
    }
  }

  #change(key: string, room: WatchedRoom, nowMs: number, change: (presence: RoomPresence) => void): void {
    const { own, all } = room.presence;
    change(room.presence);
    if (own !== room.presence.own && room.isWanted(nowMs)) this.#tellNodes(key, room.presence.own);
    if (all !== room.presence.all) room.changed();
    if (room.tells(nowMs) && room.isWatched(nowMs)) this.buffers.wake(key);
  }

  #tellNodes(key: string, present: Present): void {
    this.#publish({ here: key, node: this.#node, ...present });
  }

  #publish(hint: Hint): void {
    if (this.bus.isShared) this.bus.publish([hint]);
  }
}
