import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './system-tool.js';

const SOURCE = join(import.meta.dirname, 'power-cut.c');

let preload: string | undefined;

/** The compiled power-cut.c. */
function compiled(): string {
  if (preload !== undefined) return preload;
  const library = join(newFolder(), 'power-cut.so');
  runTool('cc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-o', library, SOURCE]);
  preload = library;
  return library;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'linger-disk-'));
}

/** A folder of files, and apart from it what of them is on the disk (see power-cut.c). */
export class PoweredDisk {
  readonly #onDisk = newFolder();

  constructor(readonly folder = newFolder()) {
    cpSync(folder, this.#onDisk, { recursive: true });
  }

  /** For a process that has its data in the folder. */
  get env(): Record<string, string> {
    return {
      DATA_DIR: this.folder,
      LD_PRELOAD: compiled(),
      POWER_CUT_FILES: this.folder,
      POWER_CUT_DISK: this.#onDisk,
    };
  }

  /** The power has gone and come back. The processes on it must have ended by SIGKILL. */
  afterCut(): PoweredDisk {
    return new PoweredDisk(this.#onDisk);
  }
}
