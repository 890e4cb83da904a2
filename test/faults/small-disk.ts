import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runTool } from './system-tool.js';

/** A file system of a few megabytes, in memory. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'linger-small-disk-'));
  readonly #filler = join(this.folder, 'filler');

  /** Gone after the test. */
  constructor(megabytes: number) {
    runTool('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.folder]);
    onTestFinished(() => {
      // Lazily: a process that a failed test has left behind must not keep it.
      runTool('umount', ['--lazy', this.folder]);
      rmSync(this.folder, { recursive: true });
    });
  }

  /** Leaves not one byte. */
  fill(): void {
    const fd = openSync(this.#filler, 'a');
    try {
      for (const size of [1 << 16, 1 << 12, 1]) writeUntilFull(fd, Buffer.alloc(size));
    } finally {
      closeSync(fd);
    }
  }

  turnReadOnly(): void {
    runTool('mount', ['-o', 'remount,ro', this.folder]);
  }

  free(): void {
    rmSync(this.#filler);
  }
}

function writeUntilFull(fd: number, bytes: Buffer): void {
  try {
    for (;;) writeSync(fd, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
