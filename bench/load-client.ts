import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { remember, stop } from './children.js';
import { ProcessMeter } from './process-meter.js';
import { ROOT } from './root.js';
import type { Template } from './visitor.js';

const SOURCE = join(ROOT, 'bench/load.c');
const PROGRAM = join(ROOT, 'dist-bench/load');

/** Where `performance.now()` begins on the monotonic clock. */
const CLOCK_STARTED_MS = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** A client's position, and the group whose answers it shares. */
export interface Joining {
  readonly request: Template;
  /** Clients of the same talk usually get the same bytes. */
  readonly talk: number;
  /** The field of a message that is its cursor. */
  readonly key: 'id' | 'seq' | 'none';
  readonly next: number;
}

/** The result of a round, and of all rounds so far. */
export interface LoadReport {
  /** When each client was answered, as `performance.now()`. */
  readonly answeredAtMs: readonly number[];
  readonly bodies: readonly { readonly talk: number; readonly text: string }[];
  readonly lost: number;
  readonly repeated: number;
}

/** The program in load.c, in a process of its own: it shares the core of this one, not its thread. */
export class LoadClient {
  readonly meter: ProcessMeter;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #failed: Promise<never>;
  #answer: string[] = [];
  #answered: ((lines: string[]) => void) | undefined;
  #stopping = false;

  constructor() {
    this.#child = spawn(PROGRAM, { stdio: ['pipe', 'pipe', 'inherit'] });
    remember(this.#child);
    this.meter = new ProcessMeter(this.#child.pid ?? 0);
    this.#failed = once(this.#child, 'exit').then(() => {
      // Never settles: stopping does not wait for it.
      if (this.#stopping) return new Promise<never>(() => undefined);
      throw new Error('the load client failed');
    });
    this.#failed.catch(() => undefined);
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#read(line));
  }

  /** @throws Error where there is no C compiler. */
  static compile(): void {
    mkdirSync(dirname(PROGRAM), { recursive: true });
    const { status } = spawnSync('cc', ['-O2', '-o', PROGRAM, SOURCE], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0)
      throw new Error('the load client needs a C compiler (Debian: apt install gcc libc6-dev)');
  }

  add({ request, talk, key, next }: Joining): void {
    const { port, bytes, cursorAt, cursorLength } = request;
    const numbers = [next, bytes.length, cursorAt, cursorLength].join(' ');
    this.#child.stdin.write(`add ${port} ${talk} ${key} ${numbers}\n`);
    this.#child.stdin.write(bytes);
  }

  /** Connects the clients added since the last time and sends their polls. */
  async hold(): Promise<void> {
    await this.#ask('hold');
  }

  async expect(number: number): Promise<void> {
    await this.#ask(`expect ${number}`);
  }

  /** Waits until every client has seen the expected message and has written its next poll. */
  async wait(): Promise<void> {
    await this.#ask('wait');
  }

  /** Makes the clients send this many posts, each as soon as its previous one is answered. */
  async send(posts: number): Promise<void> {
    await this.#ask(`send ${posts}`);
  }

  async report(): Promise<LoadReport> {
    const lines = await this.#ask('report');
    const those = (word: string) =>
      lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
    const [lost = 0, repeated = 0] = those('faults').flatMap((line) => line.split(' ').map(Number));
    const answeredAtMs = those('at').map((ns) => Number(ns) / 1e6 - CLOCK_STARTED_MS);
    const bodies = those('body').map((line) => {
      const space = line.indexOf(' ');
      return { talk: Number(line.slice(0, space)), text: line.slice(space + 1) };
    });
    return { answeredAtMs, bodies, lost, repeated };
  }

  /** All connections are closed when this is done. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await stop(this.#child);
  }

  #ask(command: string): Promise<string[]> {
    const answer = new Promise<string[]>((resolve) => (this.#answered = resolve));
    this.#child.stdin.write(`${command}\n`);
    return Promise.race([answer, this.#failed]);
  }

  #read(line: string): void {
    if (line !== '.') {
      this.#answer.push(line);
      return;
    }
    this.#answered?.(this.#answer);
    this.#answer = [];
  }
}
