import { Injectable } from '@nestjs/common';
import { DELETED_NAME } from '../deleted-name.js';
import type { Language } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import type { RoomPreferences } from '../rooms/room-preference-rows.js';
import type { RoomSummary } from '../rooms/room-list.service.js';
import type { RoomKind } from '../rooms/may.js';
import { LOBBY, isPrivateKey, roomPath } from '../rooms/room.js';

/** A room as pages show it. */
export interface NamedRoom extends RoomPreferences {
  key: string;
  name: string;
  href: string;
  kind: RoomKind;
  isLobby: boolean;
  isGroup: boolean;
  isPrivate: boolean;
  /** True if nobody has written there, so the room does not exist yet. */
  isNew: boolean;
  topic: string;
  /** The key, as a part of a path or in a query. */
  path: string;
  /** Seq of the newest entry. */
  seq: number;
  read: number;
  unread: number;
  mentions: number;
}

/**
 * The names of rooms on pages: the lobby's in the reader's language, those of groups and open rooms as
 * stored, and a direct room's by the other person.
 */
@Injectable()
export class RoomNames {
  constructor(private readonly translator: Translator) {}

  named(listed: RoomSummary, language: Language): NamedRoom {
    const { room: key, kind, mine, topic, isNew = false, seq, read, unread, mentions, bell, pinned } = listed;
    return {
      key,
      name: this.#nameOf(listed, language),
      href: roomPath(key),
      kind,
      isLobby: key === LOBBY,
      isGroup: kind === 'group',
      isPrivate: isPrivateKey(key),
      isNew,
      topic: mine?.topic ?? topic ?? '',
      path: encodeURIComponent(key),
      seq,
      read,
      unread,
      mentions,
      bell,
      pinned,
    };
  }

  #nameOf({ room, kind, name, mine, with: other }: RoomSummary, language: Language): string {
    if (kind === 'group') return mine?.name ?? room;
    if (other?.name === DELETED_NAME) return this.translator.t(language, 'person.deleted');
    if (kind === 'direct') return other?.name ?? this.translator.t(language, 'room.nobody');
    return room === LOBBY ? this.translator.t(language, 'room.lobby') : (name ?? room);
  }
}
