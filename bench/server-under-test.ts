import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { ask, get } from './ask.js';
import { remember, removeFolder, stop } from './children.js';
import { pinned } from './machine.js';
import { ProcessMeter } from './process-meter.js';

/** Loaded into servers that run on Node. */
const METER = new URL('inside.js', import.meta.url).href;

/** How one kind of server is started; each start is a fresh process. */
export interface ServerKind {
  /** Its name for `--servers`. */
  readonly key: string;
  /** Its name in the tables. */
  readonly name: string;
  /**
   * What can be asked of it: Linger has rooms and keeps what is posted, a chat has one lobby in memory and a page, and of
   * socket.io only deliveries are measured.
   */
  readonly surface: 'linger' | 'chat' | 'socket.io';
  prepare(): Promise<Launch>;
}

export interface Launch {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Deleted when the server has ended. */
  readonly folder?: string;
  /** Waits until the server listens, and answers its port. */
  ready(child: ChildProcess): Promise<number>;
  /** Where the server tells how many polls it holds, if it does. */
  readonly waitersPath?: string;
}

export interface StartOptions {
  /** The command line that runs another one, under a program that watches it. */
  readonly around?: (command: readonly string[]) => readonly string[];
  /** How much slower than by itself the server runs. */
  readonly slowdown?: number;
}

/** A running server: a child process on a core of its own. */
export class ServerUnderTest {
  readonly meter: ProcessMeter;
  /** Rejects when the process ends by itself. */
  readonly died: Promise<never>;
  #port = 0;
  #stopping = false;

  private constructor(
    readonly kind: ServerKind,
    readonly pid: number,
    readonly launch: Launch,
    private readonly child: ChildProcess,
    slowdown: number,
  ) {
    this.meter = new ProcessMeter(pid, slowdown);
    this.died = new Promise((_, reject) => {
      child.once('exit', (code, signal) => {
        if (!this.#stopping) reject(new Error(`${kind.name} ended by itself: ${signal ?? code}`));
      });
    });
    this.died.catch(() => undefined);
  }

  /** Starts a fresh process and waits until it listens. */
  static async start(
    kind: ServerKind,
    core: number | undefined,
    { around, slowdown = 1 }: StartOptions = {},
  ): Promise<ServerUnderTest> {
    const launch = await kind.prepare();
    const command = around === undefined ? withMeter(launch.command) : around(launch.command);
    const [program = '', ...args] = pinned(command, core);
    const env = envOf(launch);
    const hasMeter = command.includes(METER);
    const stdio = ['ignore', 'pipe', 'inherit', hasMeter ? 'ipc' : 'ignore'] as const;
    const child = spawn(program, args, { env, stdio: [...stdio] });
    await once(child, 'spawn');
    remember(child);
    const server = new ServerUnderTest(kind, child.pid ?? 0, launch, child, slowdown);
    try {
      server.#port = await Promise.race([launch.ready(child), server.died]);
    } catch (error) {
      await server.stop();
      throw error;
    }
    child.stdout?.resume();
    return server;
  }

  /** Its environment. */
  get env(): NodeJS.ProcessEnv {
    return envOf(this.launch);
  }

  get port(): number {
    return this.#port;
  }

  untilQuiet(timeoutMs: number): Promise<number> {
    return this.meter.untilQuiet(timeoutMs);
  }

  async heldPolls(): Promise<number | undefined> {
    const { waitersPath } = this.launch;
    if (waitersPath === undefined) return undefined;
    const { text } = await ask(this.port, get(waitersPath));
    return Number(text);
  }

  /** How long a Node server has stood in garbage collections since the start; `undefined` of others. */
  async collectedMs(): Promise<number | undefined> {
    if (!this.child.connected) return undefined;
    const answer = once(this.child, 'message');
    this.child.send('tell');
    const [ms] = await Promise.race([answer, this.died]);
    return ms as number;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await stop(this.child);
    if (this.launch.folder !== undefined) removeFolder(this.launch.folder);
  }
}

function withMeter(command: readonly string[]): readonly string[] {
  const [program = '', ...args] = command;
  return basename(program).startsWith('node') ? [program, '--import', METER, ...args] : command;
}

function envOf({ env }: Launch): NodeJS.ProcessEnv {
  return { ...process.env, ...env };
}
