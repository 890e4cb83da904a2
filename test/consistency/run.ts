import { setMaxListeners } from 'node:events';
import { readLog } from './clients/log-reader.js';
import { Faults } from './faults.js';
import { readEverything } from './final-reading.js';
import type { Fault, History } from './history.js';
import { pause } from './pause.js';
import { Population } from './population.js';
import { BUSY_ROOMS, type Profile, STILL_ROOMS } from './profile.js';
import { type Proxies, startProxies } from './proxies.js';
import { Random } from './random.js';
import { Recorder } from './recorder.js';
import { NodesUnderTest } from './nodes-under-test.js';
import { ServerUnderTest } from './server-under-test.js';
import type { UnderTest } from './under-test.js';
import { judge, type Verdict } from './verdict/verdict.js';

const ROOMS = [...BUSY_ROOMS, ...STILL_ROOMS];
/** How long senders may still repeat what they got no answer to when the faults are over. */
const SETTLE_MS = 15_000;

export interface Run {
  history: History;
  verdict: Verdict;
}

export interface RunOptions {
  seed: number;
  /** `main.js` of the build to check, if it is another than the one here. */
  main?: string;
  /** Several nodes on a PostgreSQL; without this, one on SQLite. */
  nodes?: number;
  /** Called after each fault. */
  watch?: (fault: Fault) => void;
}

/**
 * Starts the program, lets everybody write and poll while the profile's faults happen, reads what is there in the end, and
 * judges all that was recorded.
 *
 * @throws Error with what the server has written, if it could not be asked.
 */
export async function runCheck(profile: Profile, { seed, main, nodes, watch }: RunOptions): Promise<Run> {
  const env = { BUFFER_SIZE: String(profile.bufferSize), HOLD_MS: String(profile.holdMs), LIMITS: 'off' };
  const server =
    nodes === undefined
      ? await ServerUnderTest.start(env, main)
      : await NodesUnderTest.start(nodes, env, main);
  const random = new Random(seed);
  const recorder = new Recorder(profile.bufferSize, watch, server.count);
  const proxies = await startProxies(server.port, random.fork('proxies'));
  try {
    await record(profile, server, proxies, recorder, random);
  } catch (error) {
    throw new Error(`the run broke off; the server wrote:\n${server.logs()}`, { cause: error });
  } finally {
    recorder.stop();
    await Promise.all([proxies.cutting.close(), proxies.slow.close()]);
    await server.remove();
  }
  const { history } = recorder;
  return { history, verdict: judge(history, profile.deadlines, profile.needs) };
}

async function record(
  profile: Profile,
  server: UnderTest,
  proxies: Proxies,
  recorder: Recorder,
  random: Random,
): Promise<void> {
  const people = new Population(profile, server.url, proxies, recorder, random);
  const [stopWriting, giveUp, stopPolling] = [
    new AbortController(),
    new AbortController(),
    new AbortController(),
  ];
  // All clients poll these rooms.
  for (const { signal } of [stopWriting, giveUp, stopPolling]) setMaxListeners(0, signal);
  const fresh: Promise<void>[] = [];
  const readAll = (): number => fresh.push(readFresh(people, fresh.length + 1, random));
  const faults = new Faults(server, proxies.cutting, recorder, random.fork('faults'), readAll);
  const writing = people.posters.map((poster) => poster.run(stopWriting.signal, giveUp.signal));
  const polling = people.pollers.map((poller) => poller.run(stopPolling.signal));
  const probing = people.prober.run(stopPolling.signal);
  await faults.run(profile.steps);
  stopWriting.abort();
  await settle(Promise.all(writing), giveUp);
  // A poll of one node is never behind. One of several may be, for as long as this.
  if (server.count > 1) await pause(profile.deadlines.lateMs);
  stopPolling.abort();
  await Promise.all([...polling, probing, ...fresh]);
  recorder.history.cutMidAnswer = proxies.cutting.cutMidAnswer;
  await readEverything(people.session('last'), ROOMS, people.prober);
  await faults.end();
  // No client can see a text that a deletion has left in an earlier version of its message.
  for (const file of server.files()) recorder.text(file);
}

async function settle(writing: Promise<unknown>, giveUp: AbortController): Promise<void> {
  const done = new AbortController();
  await Promise.race([writing.finally(() => done.abort()), pause(SETTLE_MS, done.signal)]);
  giveUp.abort();
  await writing;
}

/** A client that starts after a restart and reads everything from the beginning. */
async function readFresh(people: Population, number: number, random: Random): Promise<void> {
  const session = people.session(`fresh${number}`);
  const own = random.fork(session.name);
  await session.meet();
  for (const room of ROOMS) {
    const limit = own.between(20, 1000);
    await readLog(session, { room, after: 0, before: undefined, order: 'oldest', limit, purpose: 'fresh' });
  }
}
