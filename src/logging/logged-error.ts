import { stdSerializers } from 'pino';

/** What the errors of databases and of the system say beside their message and stack, without the values that were stored. */
const FIELDS = [
  'code',
  'errcode',
  'severity',
  'schema',
  'table',
  'constraint',
  'routine',
  'syscall',
  'address',
  'port',
];

interface Serialized extends Record<string, unknown> {
  aggregateErrors?: Serialized[];
}

/** An error as it is logged. Its other fields are left out: in `detail` and `where`, PostgreSQL puts whole rows, texts included. */
export function loggedError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  return withoutRows(stdSerializers.err(error));
}

function withoutRows({ type, message, stack, aggregateErrors, ...fields }: Serialized): object {
  const told = FIELDS.filter((name) => name in fields).map((name) => [name, fields[name]]);
  const all = aggregateErrors && { aggregateErrors: aggregateErrors.map(withoutRows) };
  return { type, message, stack, ...Object.fromEntries(told), ...all };
}
