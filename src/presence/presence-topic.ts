import { hash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { Clock } from '../clock.js';
import { BlockService } from '../friends/block.service.js';
import { initialsOf, tintOf } from '../messages/avatar.js';
import type { Hidden } from '../messages/hidden.js';
import type { Author } from '../log/message.js';
import type { HereJson, PersonHereJson, RoomHereJson } from '../polls/rest/dto/updates.json.js';
import type { PolledRooms } from '../polls/rest/polled-rooms.js';
import { HERE, type Topic, type TopicState, Topics } from '../polls/rest/topics.js';
import { Presence } from './presence.service.js';
import { type Present, fingerprintOf, without } from './room-presence.js';
import { toldEveryMs } from './watched-room.js';

const MAX_ROOMS = 20;
/** Clocks of nodes may differ by some seconds. A time that is further ahead is none of theirs. */
const AHEAD_MS = 60_000;

/**
 * Who is in the rooms that a client shows. The version is `time.fingerprint:rooms`: when the client was told, what it was told, and the
 * rooms that it asks for. So any node can tell whether there is news, and does not tell it too soon.
 */
@Injectable()
export class PresenceTopic implements Topic, OnModuleInit {
  readonly name = HERE;

  constructor(
    private readonly presence: Presence,
    private readonly topics: Topics,
    private readonly blocks: BlockService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.topics.register(this);
  }

  stateFor(
    user: User | null,
    rooms: PolledRooms,
    known: string,
  ): TopicState | undefined | Promise<TopicState | undefined> {
    const hidden = this.blocks.hiddenFrom(user?.id);
    return hidden instanceof Promise
      ? hidden.then((ids) => this.#state(rooms, known, ids))
      : this.#state(rooms, known, hidden);
  }

  #state(rooms: PolledRooms, known: string, hidden: Hidden): TopicState | undefined {
    const [, told = '', list = ''] = /^([^:]*):(.*)$/su.exec(known) ?? [];
    const keys = [...new Set(list.split(',', MAX_ROOMS))].filter((key) => rooms.open.includes(key));
    if (keys.length === 0) return undefined;
    const seen = keys.map((key) => [key, this.#seenIn(key, hidden)] as const);
    const nowMs = this.clock.now();
    const [time = '', fingerprint] = told.split('.', 2);
    const sinceMs = nowMs - Number.parseInt(time, 36);
    const present =
      seen.length === 1 ? seen[0]?.[1].fingerprint : hashOf(seen.map(([, one]) => one.fingerprint));
    const mostMs = toldEveryMs(Math.max(...seen.map(([, one]) => one.present.count)));
    const isTooSoon = sinceMs < mostMs && sinceMs > -AHEAD_MS;
    if (present === fingerprint || isTooSoon) return { version: known, state: () => ({}) };
    return {
      version: `${nowMs.toString(36)}.${present}:${list}`,
      state: (): Pick<HereJson, 'rooms'> => ({
        rooms: Object.fromEntries(seen.map(([key, one]) => [key, roomJson(one.present)])),
      }),
    };
  }

  /** Whom the viewer sees in a room. */
  #seenIn(key: string, hidden: Hidden): { present: Present; fingerprint: string } {
    const { all, fingerprint } = this.presence.watch(key);
    if (hidden.size === 0) return { present: all, fingerprint };
    const present = without(all, hidden);
    return { present, fingerprint: fingerprintOf(present) };
  }
}

function hashOf(fingerprints: readonly string[]): string {
  return hash('sha256', fingerprints.join(), 'base64url').slice(0, 12);
}

function roomJson({ count, ids, faces, writing }: Present): RoomHereJson {
  return { count, ids, faces: faces.map(personJson), writing: writing.map(personJson) };
}

function personJson({ id, name, guest }: Author): PersonHereJson {
  return { id, name, ...(guest && { guest }), initials: initialsOf(name), tint: tintOf(id) };
}
