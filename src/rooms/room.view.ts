import { markedIfDeleted } from '../deleted-name.js';
import type { RoomJson } from './dto/rooms.json.js';
import type { RoomSummary } from './room-list.service.js';

export function roomJson({ mine, name, topic, with: other, ...rest }: RoomSummary): RoomJson {
  const { room, kind, seq, read, unread, mentions, bell, pinned } = rest;
  return {
    room,
    kind,
    seq,
    read,
    unread,
    mentions,
    bell,
    pinned,
    ...(name === undefined ? {} : { name, topic: topic ?? '' }),
    ...(kind === 'group' && mine ? { name: mine.name, topic: mine.topic } : {}),
    ...(mine ? { role: mine.role } : {}),
    ...(other ? { with: markedIfDeleted(other) } : {}),
  };
}

export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
