import { describe, expect, it } from 'vitest';
import { pollFields } from './poll-fields.js';

describe('the fields of a poll', () => {
  it.each([
    ['none', {}, { room: 'lobby' }],
    ['empty ones', { room: '', cursor: '', wait: '' }, { room: 'lobby' }],
    ['all', { room: ' 42 ', cursor: 'c', wait: '3' }, { room: '42', cursor: 'c', waitMs: 3000 }],
    ['unknown ones', { _xsrf: 't', x: 1 }, { room: 'lobby' }],
    ['the lobby by name', { room: 'LOBBY' }, { room: 'lobby' }],
    ['no wait at all', { wait: 0 }, { room: 'lobby', waitMs: 0 }],
    ['a wait in fractions', { wait: '0.25' }, { room: 'lobby', waitMs: 250 }],
    ['a long wait', { wait: 3600 }, { room: 'lobby', waitMs: 3_600_000 }],
    ['a wait that somebody computed', { wait: '24.9999999' }, { room: 'lobby', waitMs: 24_999.9999 }],
    ['a wait beyond all measure', { wait: '10000000000' }, { room: 'lobby', waitMs: 1e13 }],
    ['the longest cursor', { cursor: 'c'.repeat(100) }, { room: 'lobby', cursor: 'c'.repeat(100) }],
  ])('%s', (_, fields, expected) => {
    expect(pollFields(fields)).toEqual({ cursor: undefined, waitMs: undefined, ...expected });
  });

  it.each([
    ['ROOM_INVALID', { room: '~a' }],
    ['ROOM_INVALID', { room: 42 }],
    ['ROOM_INVALID', { room: true }],
    ['ROOM_INVALID', { room: ' ' }],
    ['FIELD_INVALID', { cursor: 7 }],
    ['FIELD_INVALID', { cursor: 'c'.repeat(101) }],
    ['FIELD_INVALID', { wait: '-1' }],
    ['FIELD_INVALID', { wait: -1 }],
    ['FIELD_INVALID', { wait: true }],
    ['FIELD_INVALID', { wait: 'long' }],
    ['FIELD_INVALID', { wait: 'Infinity' }],
    ['FIELD_INVALID', { wait: Number.NaN }],
    ['FIELD_INVALID', { wait: '0x10' }],
    ['FIELD_INVALID', { wait: ' ' }],
  ])('are refused with %s: %j', (code, fields) => {
    expect(() => pollFields(fields)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
