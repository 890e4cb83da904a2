import { parseArgs } from 'node:util';

/** What one run of the benchmark measures, and how often. */
export interface Options {
  readonly clients: readonly number[];
  readonly servers: readonly string[];
  readonly rounds: number;
  readonly sessions: number;
  /** Share of the usual number of messages; below 1 with `--quick`. */
  readonly effort: number;
  readonly send: boolean;
  readonly jsonFile: string | undefined;
  readonly updateReadme: boolean;
  readonly record: boolean;
}

export const HELP = `Usage: npm run bench -- [options]

  --clients LIST    waiting clients, e.g. 100,1000 (default 100,1000,5000; each 1 to 20000)
  --servers LIST    from bare,tornado,tornado-log,linger (default bare,tornado,linger), and
                    linger=FOLDER for another built tree, such as the one before a change
  --rounds N        interleaved rounds, of which the median counts (default 3, at most 9)
  --sessions N      distinct visitors that the clients share (default 100, at most 1000)
  --quick           100 and 1000 clients, one round, a third of the messages
  --no-send         leave out the measurement of sending
  --json FILE       write everything measured to FILE
  --update-readme   put the table between <!-- bench --> and <!-- /bench --> in the READMEs
  --record          add a line to bench/history.jsonl
  --help            this text

Exits 1 if a client lost, repeated or reordered a message, or if a server failed.
`;

const FLAGS = {
  clients: { type: 'string' },
  servers: { type: 'string', default: 'bare,tornado,linger' },
  rounds: { type: 'string' },
  sessions: { type: 'string', default: '100' },
  quick: { type: 'boolean', default: false },
  'no-send': { type: 'boolean', default: false },
  json: { type: 'string' },
  'update-readme': { type: 'boolean', default: false },
  record: { type: 'boolean', default: false },
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
    clients: listOf(clients, 6).map((text) => whole('--clients', text, 20_000)),
    servers: listOf(values.servers, 4),
    rounds: whole('--rounds', values.rounds ?? (values.quick ? '1' : '3'), 9),
    sessions: whole('--sessions', values.sessions, 1_000),
    effort: values.quick ? 1 / 3 : 1,
    send: !values['no-send'],
    jsonFile: values.json,
    updateReadme: values['update-readme'],
    record: values.record,
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
