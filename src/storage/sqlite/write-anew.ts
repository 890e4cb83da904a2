import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 1 << 20;

/**
 * Overwrites a file with its own content and syncs it; does nothing if there is no such file. After a failed
 * fsync the kernel may show content that is not on the disk and consider it clean, so only writing it again
 * stores it. Throws the error of the disk.
 */
export function writeAnew(file: string): void {
  const fd = openIfThere(file);
  if (fd === undefined) return;
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let position = 0;
    for (let read; (read = readSync(fd, chunk, 0, CHUNK_BYTES, position)) > 0; position += read) {
      writeAll(fd, chunk.subarray(0, read), position);
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(fd, bytes, written, bytes.length - written, position + written);
  }
}
