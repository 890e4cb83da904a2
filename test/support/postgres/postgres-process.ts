import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { NOBODY } from './nobody.js';

/** A replica accepts read-only connections. */
const READY = /database system is ready to accept (?:read-only )?connections/;
const PORT_IN_USE = 'Address already in use';

export class PortInUse extends Error {}

/** A PostgreSQL that accepts connections. */
export class PostgresProcess {
  readonly #ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    // Its helper processes write to the same pipe, so it closes when the last of them has ended.
    this.#ended = once(child, 'close');
  }

  /** Throws PortInUse, or an error with the output of a PostgreSQL that ended at once. */
  static async start(
    binary: string,
    folder: string,
    settings: Record<string, string>,
  ): Promise<PostgresProcess> {
    const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
    const child = spawn(binary, ['-D', folder, ...args], {
      ...NOBODY,
      cwd: folder,
      env: { LC_ALL: 'C' },
      // Ctrl-C in the terminal must not end it before the tests.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const process = new PostgresProcess(child);
    let output = '';
    const ready = new Promise<true>((resolve) => {
      child.stderr.on('data', (chunk) => {
        output += String(chunk);
        if (READY.test(output)) resolve(true);
      });
    });
    if (await Promise.race([ready, process.#ended.then(() => false)])) return process;
    throw output.includes(PORT_IN_USE)
      ? new PortInUse(output)
      : new Error(`PostgreSQL has ended:\n${output}`);
  }

  /** Resolves when it and all its helper processes have ended. */
  async end(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.#ended;
  }
}
