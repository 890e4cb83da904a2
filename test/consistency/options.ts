import { parseArgs } from 'node:util';

/** The options of the command line. */
export interface Options {
  seconds: number;
  seed: number;
  /** Undefined: one, on SQLite. */
  nodes: number | undefined;
  /** Another build's `main.js`. */
  main: string | undefined;
  jsonFile: string | undefined;
}

export const HELP = `Usage: npm run check:consistency -- [options]

  --seconds N   how long there are faults (default 120, at most 3600)
  --seed N      from which everything random follows (default: one that is drawn and printed)
  --nodes N     check N nodes on a PostgreSQL behind a load balancer (2 to 8) instead of one on SQLite
  --main FILE   main.js of another build
  --json FILE   write the recorded history to FILE
  --help        this text

Exits 1 unless the verdict is valid: 'invalid' names what was broken, 'unknown' what too little happened of.
`;

const FLAGS = {
  seconds: { type: 'string', default: '120' },
  seed: { type: 'string' },
  nodes: { type: 'string' },
  main: { type: 'string' },
  json: { type: 'string' },
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
  const seed = values.seed ?? String(Math.floor(Math.random() * 0x1_0000_0000));
  return {
    seconds: whole('--seconds', values.seconds, 1, 3600),
    seed: whole('--seed', seed, 0, 0xffff_ffff),
    nodes: values.nodes === undefined ? undefined : whole('--nodes', values.nodes, 2, 8),
    main: values.main,
    jsonFile: values.json,
  };
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`${name}: a whole number from ${least} to ${most} is needed, not "${text}"`);
  return value;
}
