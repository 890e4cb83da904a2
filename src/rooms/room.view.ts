import type { RoomJson } from './dto/rooms.json.js';
import type { ListedRoom } from './room-list.service.js';

export function roomJson({ room, kind, seq, mine, with: other }: ListedRoom): RoomJson {
  return {
    room,
    kind,
    seq,
    ...(kind === 'group' && mine ? { name: mine.name, topic: mine.topic } : {}),
    ...(mine ? { role: mine.role } : {}),
    ...(other ? { with: other } : {}),
  };
}

export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
