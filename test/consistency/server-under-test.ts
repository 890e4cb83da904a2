import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilReady } from './nodes-under-test.js';
import type { UnderTest } from './under-test.js';
import { freePort, type ServerProcess, startServer } from '../support/server-process.js';

/** The built program on one port and one folder, through all its restarts. */
export class ServerUnderTest implements UnderTest {
  readonly count = 1;
  #process: ServerProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly dataDir: string,
    private readonly main: string | undefined,
    private readonly env: Record<string, string>,
  ) {}

  /** Of the program whose `main.js` this is, or of the one that is built here. */
  static async start(env: Record<string, string>, main?: string): Promise<ServerUnderTest> {
    const dataDir = mkdtempSync(join(tmpdir(), 'linger-check-'));
    const server = new ServerUnderTest(await freePort(), dataDir, main, env);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get process(): ServerProcess {
    if (!this.#process) throw new Error('the server was never started');
    return this.#process;
  }

  /** There is only one. */
  choose(): void {}

  ready(): Promise<void> {
    return untilReady(this.url);
  }

  logs(): string {
    return this.process.logs();
  }

  end(): Promise<number | null> {
    return this.process.stop();
  }

  /** Resolves when it is ready. */
  async start(): Promise<void> {
    const env = { LOG_LEVEL: 'warn', ...this.env, PORT: String(this.port), DATA_DIR: this.dataDir };
    this.#process = await startServer({ env, ...(this.main === undefined ? {} : { main: this.main }) });
  }

  /** The database as it is on the disk, a byte a character. */
  files(): { what: string; text: string }[] {
    return readdirSync(this.dataDir)
      .filter((name) => name.startsWith('linger.db'))
      .map((name) => ({ what: name, text: readFileSync(join(this.dataDir, name), 'latin1') }));
  }

  /** Kills what still runs and removes the folder. */
  async remove(): Promise<void> {
    await this.process.kill();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
