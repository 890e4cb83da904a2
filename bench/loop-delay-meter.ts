import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rememberFolder, removeFolder } from './children.js';

const PRELOADED = new URL('loop-delay.js', import.meta.url).href;
const WRITTEN_MS = 5_000;

/** Tells how late the event loop of a Node server is; of other servers nothing. */
export class LoopDelay {
  readonly #folder = mkdtempSync(join(tmpdir(), 'linger-loop-'));
  readonly #file = join(this.#folder, 'p99');
  #isNode = false;

  constructor() {
    rememberFolder(this.#folder);
  }

  /** The command line that runs `command` with the meter in it. */
  readonly around = (command: readonly string[]): readonly string[] => {
    const [program = '', ...args] = command;
    this.#isNode = basename(program).startsWith('node');
    if (!this.#isNode) return command;
    return ['env', `LOOP_DELAY_FILE=${this.#file}`, program, '--import', PRELOADED, ...args];
  };

  /** The 99th percentile while `act` runs, in milliseconds. */
  async during(pid: number, act: () => Promise<void>): Promise<number | undefined> {
    if (this.#isNode) process.kill(pid, 'SIGUSR2');
    await act();
    if (!this.#isNode) return undefined;
    process.kill(pid, 'SIGUSR2');
    const deadline = performance.now() + WRITTEN_MS;
    while (!existsSync(this.#file)) {
      if (performance.now() > deadline) throw new Error('the server wrote no event-loop delay');
      await sleep(10);
    }
    return Number(readFileSync(this.#file, 'latin1'));
  }

  remove(): void {
    removeFolder(this.#folder);
  }
}
