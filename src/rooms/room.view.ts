import type { Response } from 'express';
import { answerJson } from '../http/answer.js';
import { JsonBytes } from '../json-bytes.js';
import type { RoomJson } from './dto/rooms.json.js';
import type { RoomToRead } from './room-list.service.js';

export function roomJson({ mine, with: other, ...rest }: RoomToRead): RoomJson {
  const { room, kind, seq, read, unread, mentions } = rest;
  return {
    room,
    kind,
    seq,
    read,
    unread,
    mentions,
    ...(kind === 'group' && mine ? { name: mine.name, topic: mine.topic } : {}),
    ...(mine ? { role: mine.role } : {}),
    ...(other ? { with: other } : {}),
  };
}

export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

/** Answers what was changed: a program with what it is now, a form by leading it on. */
export function answerChange(
  res: Response,
  next: string | undefined,
  json: object,
  status: 200 | 201 = 200,
): void {
  if (next !== undefined) return res.redirect(302, next);
  answerJson(res, JsonBytes.of(JSON.stringify(json)), { status });
}
