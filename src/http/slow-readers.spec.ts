import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SlowReaders } from './slow-readers.js';

/** A connection whose reader takes as much as the test wants. */
class Reader extends EventEmitter {
  bytesWritten = 0;
  writableLength = 0;
  destroyed = false;
  readonly _handle = { writeQueueSize: 0 };

  /** As `node:net`: a write in progress counts as waiting until all of it is taken. */
  write(bytes: number): void {
    this.bytesWritten += bytes;
    this.writableLength += bytes;
    this._handle.writeQueueSize = this.writableLength;
    readers.wrote(this as unknown as Socket);
  }

  takePart(bytes: number): void {
    this._handle.writeQueueSize -= bytes;
  }

  takeAll(): void {
    this._handle.writeQueueSize = 0;
    this.writableLength = 0;
  }

  resetAndDestroy(): void {
    this.destroyed = true;
  }
}

const LIMITS = { sweepMs: 1000, stallMs: 3000, drainMs: 10_000, maxPendingBytes: 100_000 };

let server: EventEmitter;
let readers: SlowReaders;

beforeEach(() => {
  vi.useFakeTimers();
  Logger.overrideLogger(false);
  server = new EventEmitter();
  readers = new SlowReaders(LIMITS);
  readers.watch(server as Server);
});
afterEach(() => {
  vi.useRealTimers();
});

function sweep(times: number, between: () => void = () => undefined): void {
  for (let i = 0; i < times; i++) {
    between();
    vi.advanceTimersByTime(LIMITS.sweepMs);
  }
}

describe('a reader', () => {
  it('that takes nothing is cut off after the stall time', () => {
    const reader = new Reader();
    reader.write(1000);
    sweep(2);
    expect(reader.destroyed).toBe(false);
    sweep(1);
    expect(reader.destroyed).toBe(true);
  });

  it('that takes a little now and then is cut off after the drain time', () => {
    const reader = new Reader();
    reader.write(1000);
    sweep(9, () => reader.takePart(1));
    expect(reader.destroyed).toBe(false);
    sweep(1, () => reader.takePart(1));
    expect(reader.destroyed).toBe(true);
  });

  it('that takes each answer in time is not cut off, even if the next always waits already', () => {
    const reader = new Reader();
    reader.write(1000);
    sweep(50, () => {
      reader.takeAll();
      reader.write(1000);
    });
    expect(reader.destroyed).toBe(false);
  });

  it('that was slow once gets the whole time again', () => {
    const reader = new Reader();
    for (let i = 0; i < 5; i++) {
      reader.write(1000);
      sweep(2);
      reader.takeAll();
      sweep(1);
    }
    expect(reader.destroyed).toBe(false);
  });

  it('is left alone once the server has closed', () => {
    const reader = new Reader();
    reader.write(1000);
    server.emit('close');
    sweep(20);
    expect(reader.destroyed).toBe(false);
  });
});

describe('when too many bytes wait', () => {
  it('the readers furthest behind in time are cut off, as many as needed', () => {
    const [first, second, third] = [new Reader(), new Reader(), new Reader()];
    for (const reader of [first, second]) reader.write(40_000);
    sweep(1);
    expect(first.destroyed).toBe(false);
    third.write(50_000);
    expect([first, second, third].map(({ destroyed }) => destroyed)).toEqual([true, false, false]);
  });

  it('nobody is cut off for bytes taken meanwhile', () => {
    const [first, second] = [new Reader(), new Reader()];
    first.write(90_000);
    first.takeAll();
    second.write(90_000);
    expect(first.destroyed || second.destroyed).toBe(false);
  });

  it('large answers are refused until those have closed, small ones never', () => {
    const large = 'x'.repeat(100_000);
    const reader = new Reader();
    expect(readers.hasRoomFor(large)).toBe(true);
    reader.write(200_000);
    expect(reader.destroyed).toBe(true);
    expect(readers.hasRoomFor(large)).toBe(false);
    expect(readers.hasRoomFor(Buffer.from(large))).toBe(false);
    expect(readers.hasRoomFor('small')).toBe(true);
    expect(readers.hasRoomFor(undefined)).toBe(true);
    reader.emit('close');
    expect(readers.hasRoomFor(large)).toBe(true);
  });
});
