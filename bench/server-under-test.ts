import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { remember, removeFolder, stop } from './children.js';
import { pinned, readProc } from './machine.js';
import { ProcessMeter } from './process-meter.js';

/** How one kind of server is started; each start is a fresh process. */
export interface ServerKind {
  /** How `--servers` names it. */
  readonly key: string;
  /** How the tables name it. */
  readonly name: string;
  /** Whether an answered post is on disk. */
  readonly durable: boolean;
  /** Whether it has rooms, and polls that name many. */
  readonly hasRooms: boolean;
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
  /** Ends what was started beside the server. */
  readonly after?: () => Promise<void>;
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
    { around = (command) => command, slowdown = 1 }: StartOptions = {},
  ): Promise<ServerUnderTest> {
    const launch = await kind.prepare();
    const [program = '', ...args] = pinned(around(launch.command), core);
    const env = envOf(launch);
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child, 'spawn');
    remember(child);
    const server = new ServerUnderTest(kind, child.pid ?? 0, launch, child, slowdown);
    try {
      server.#port = await Promise.race([launch.ready(child), server.died]);
    } catch (error) {
      await server.stop();
      throw error;
    }
    child.stdout.resume();
    return server;
  }

  /** What it runs with. */
  get env(): NodeJS.ProcessEnv {
    return envOf(this.launch);
  }

  get port(): number {
    return this.#port;
  }

  /** Asks the server to end where another program was started with it in it, and waits until that has ended too. */
  async endTraced(): Promise<void> {
    this.#stopping = true;
    const ended = once(this.child, 'exit');
    const [traced] = (readProc(`/proc/${this.pid}/task/${this.pid}/children`) ?? '').trim().split(' ');
    if (traced) process.kill(Number(traced), 'SIGTERM');
    await ended;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await stop(this.child);
    await this.launch.after?.();
    if (this.launch.folder !== undefined) removeFolder(this.launch.folder);
  }
}

function envOf({ env }: Launch): NodeJS.ProcessEnv {
  return { ...process.env, ...env };
}
