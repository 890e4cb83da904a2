import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildMutant } from '../consistency/mutants/build.js';
import { mutant } from '../consistency/mutants/mutant.js';
import { Random } from '../consistency/random.js';
import { killAfterEach, start } from '../support/programs.js';
import { freePort, type ServerProcess } from '../support/server-process.js';
import { brokenPromises } from './broken-promises.js';
import { PoweredDisk } from './powered-disk.js';
import { needsRootOnLinux } from './system-tool.js';
import { acknowledgedCount, refusedCount, talk, type Talker, talkersAt } from './talkers.js';

const ROOT = join(import.meta.dirname, '../..');
const ROUNDS = 4;
const TALKERS = 8;

beforeAll(needsRootOnLinux);
killAfterEach();

/** Servers on a disk whose power is cut, one after the other at the same address. */
class Outages {
  readonly #port: string;
  readonly #main: string | undefined;
  /** The highest that was seen before a cut. */
  logGeneration = 0;
  #disk = new PoweredDisk();
  #server: Promise<ServerProcess>;

  constructor(port: number, main?: string) {
    this.#port = String(port);
    this.#main = main;
    this.#server = this.#start();
  }

  async url(): Promise<string> {
    return (await this.#server).url;
  }

  /** Waits until this many more messages are acknowledged, cuts the power `afterMs` later, and restarts. */
  async cutDuring(talkers: readonly Talker[], messages: number, afterMs: number): Promise<void> {
    const goal = acknowledgedCount(talkers) + messages;
    let talking: Promise<void> = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      const goOn = (): boolean => {
        if (acknowledgedCount(talkers) >= goal) resolve();
        return false;
      };
      talking = talk(talkers, goOn);
      talking.then(() => reject(new Error('the server has ended')), reject);
    });
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    this.logGeneration = Math.max(this.logGeneration, this.#presentGeneration());
    await (await this.#server).kill();
    await talking;
    this.#disk = this.#disk.afterCut();
    this.#server = this.#start();
  }

  /** How often a server's SQLite has begun its log anew (https://sqlite.org/fileformat2.html#walformat). It may be empty just now. */
  #presentGeneration(): number {
    const log = readFileSync(join(this.#disk.folder, 'linger.db-wal'));
    return log.length < 16 ? 0 : log.readUInt32BE(12);
  }

  #start(): Promise<ServerProcess> {
    return start({ ...this.#disk.env, PORT: this.#port, LOG_LEVEL: 'warn' }, [], this.#main);
  }
}

describe('a power cut under load', () => {
  it('loses nothing that was acknowledged, each time', async () => {
    const seed = Number(process.env['POWER_CUT_SEED'] ?? Date.now());
    process.stdout.write(`power cuts: POWER_CUT_SEED=${seed}\n`);
    const random = new Random(seed);
    const power = new Outages(await freePort());
    const talkers = await talkersAt(await power.url(), TALKERS);
    for (let round = 1; round <= ROUNDS; round++) {
      // A deletion empties the log; without any it grows until it is long.
      for (const talker of talkers) talker.changing = round % 2 === 0;
      await power.cutDuring(talkers, random.between(60, 300), random.between(0, 20));
      expect(await brokenPromises(await power.url(), talkers), `after cut ${round}`).toEqual([]);
    }
    // Premise: the log was brought into the database file, which was then what counted.
    expect(power.logGeneration).toBeGreaterThan(0);
    const goal = acknowledgedCount(talkers) + TALKERS;
    await talk(talkers, () => acknowledgedCount(talkers) >= goal);
    expect(await brokenPromises(await power.url(), talkers)).toEqual([]);
    expect(refusedCount(talkers)).toBe(0);
  });

  it('would lose messages if the log were not synced with each commit', async () => {
    const { main } = buildMutant(
      ROOT,
      mutant('no sync', ['lost'], 'storage/sqlite/sqlite-connection.js', [
        'synchronous = full',
        'synchronous = normal',
      ]),
    );
    const power = new Outages(await freePort(), main);
    const talkers = await talkersAt(await power.url(), TALKERS);
    await power.cutDuring(talkers, 60, 0);
    expect(await brokenPromises(await power.url(), talkers)).toContainEqual(expect.stringMatching(/^lost: /));
  });
});
