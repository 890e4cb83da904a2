import { parseArgs } from 'node:util';
import { type Audience, audience, GROWTH } from './audience.js';

/** What one run of the benchmark measures, and how often. */
export interface Options {
  readonly audiences: readonly Audience[];
  readonly servers: readonly string[];
  readonly rounds: number;
  readonly sessions: number;
  /** Share of the usual number of messages; below 1 with `--quick`. */
  readonly effort: number;
  readonly send: boolean;
  readonly pages: boolean;
  /** Instead of measuring time: how many instructions each thing takes. */
  readonly instructions: boolean;
  /** Instead of servers: chats of so many nodes. */
  readonly nodes: readonly number[] | undefined;
  /** With `nodes`: the clients that wait in a chat at rest. */
  readonly waiters: number;
  readonly growth: boolean;
  /** The program that runs the servers that are written for Node. */
  readonly node: string;
  readonly updateDocs: boolean;
}

export const HELP = `Usage: npm run bench -- [options]

  --clients LIST    waiting clients, e.g. 100,1000 (default 100,1000,5000; each 1 to 20000)
  --servers LIST    from bare,socket.io,tornado,linger (the default: all of them), and
                    linger=FOLDER for another built tree, such as the one before a change
  --rounds N        interleaved rounds, of which the median counts (default 3, at most 9)
  --sessions N      distinct visitors that the clients share (default: one for each client
                    up to 1000, which is the most)
  --quick           100 and 1000 clients, one round, a third of the messages
  --no-send         leave out the measurement of sending
  --no-page         leave out that of the page
  --growth          one round of many audiences in place of --clients: up to 19000 clients, in up
                    to 1000 rooms, and polls that name up to 200 rooms (the last two of Linger alone)
  --instructions    count instructions with Valgrind instead, for 1000 clients: some five
                    minutes a server, and the same on every machine
  --nodes LIST      measure chats of so many nodes on a PostgreSQL instead, e.g. 1,2,3 (each 1 to 16),
                    and Linger on SQLite; --clients is then how many wait at rest (default 10000)
  --node FILE       the Node that runs the servers (default: the one that runs this)
  --update-docs     put the tables between <!-- bench --> and <!-- /bench --> in
                    docs/performance.md, and the main figures in the READMEs; with --nodes in
                    docs/scaling.md
  --help            this text

Exits 1 if a client lost, repeated or reordered a message, or if a server failed.
`;

const FLAGS = {
  clients: { type: 'string' },
  servers: { type: 'string', default: 'bare,socket.io,tornado,linger' },
  rounds: { type: 'string' },
  sessions: { type: 'string', default: '1000' },
  quick: { type: 'boolean', default: false },
  'no-send': { type: 'boolean', default: false },
  'no-page': { type: 'boolean', default: false },
  growth: { type: 'boolean', default: false },
  instructions: { type: 'boolean', default: false },
  nodes: { type: 'string' },
  node: { type: 'string', default: process.execPath },
  'update-docs': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Reads the command line; `undefined` means that help was asked for.
 *
 * @throws Error naming the option whose value is not allowed.
 */
export function parseOptions(argv: readonly string[]): Options | undefined {
  const { values } = parseArgs({ args: [...argv], options: FLAGS, strict: true });
  if (values.help) return undefined;
  const clients = values.clients ?? (values.quick ? '100,1000' : '100,1000,5000');
  return {
    audiences: values.growth
      ? GROWTH
      : listOf(clients, 6).map((text) => audience(whole('--clients', text, 20_000))),
    servers: listOf(values.servers, 6),
    rounds: whole('--rounds', values.rounds ?? (values.quick || values.growth ? '1' : '3'), 9),
    sessions: whole('--sessions', values.sessions, 1_000),
    effort: values.quick ? 1 / 3 : 1,
    send: !values['no-send'] && !values.growth,
    pages: !values['no-page'] && !values.growth,
    instructions: values.instructions,
    growth: values.growth,
    nodes:
      values.nodes === undefined
        ? undefined
        : listOf(values.nodes, 4).map((text) => whole('--nodes', text, 16)),
    waiters: whole('--clients', listOf(values.clients ?? '10000', 1)[0] ?? '', 10_000),
    node: values.node,
    updateDocs: values['update-docs'],
  };
}

function listOf(text: string, most: number): string[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length > most) throw new Error(`at most ${most} values in a list: ${text}`);
  return parts;
}

function whole(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`${name}: a whole number from 1 to ${most} is needed, not "${text}"`);
  }
  return value;
}
