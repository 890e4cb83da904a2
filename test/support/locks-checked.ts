import { AsyncLocalStorage } from 'node:async_hooks';
import {
  DeleteQueryNode,
  InsertQueryNode,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type RootOperationNode,
  TableNode,
  UpdateQueryNode,
} from 'kysely';
import type { Lock } from '../../src/storage/lock.js';
import type { Schema } from '../../src/storage/schema.js';
import type { Storage } from '../../src/storage/storage.js';

type Kind = 'room' | 'session' | 'user' | 'names';
type Written = 'insert' | 'update' | 'delete';

/** Under a lock of which kind each table may be written: what is decided before depends on what it holds. */
const NEEDED: { [table in keyof Schema]?: Partial<Record<Written, Kind | readonly Kind[]>> } = {
  memberships: { insert: 'user', update: 'room', delete: 'room' },
  invitations: { insert: 'room', update: 'room' },
  bans: { insert: 'room' },
  invite_links: { insert: 'room', update: 'room' },
  direct_pairs: { insert: 'user', update: 'user' },
  friends: { insert: 'user', delete: 'user' },
  friend_requests: { insert: 'user', delete: 'user' },
  blocks: { insert: 'user', delete: 'user' },
  former_names: { insert: 'names', delete: 'names' },
  users: { insert: 'names' },
  sessions: { insert: 'session' },
  ended_sessions: { insert: ['session', 'user'] },
  sign_in_links: { insert: 'user' },
};

/** From now on a change fails that writes what its locks do not cover: on a database with one writer nothing else would show it. */
export function checkLocksOf(storage: Storage): void {
  const changing = new AsyncLocalStorage<true>();
  const transact = storage.transact.bind(storage);
  storage.transact = (change, work) =>
    transact(change, (trx) =>
      changing.run(true, () => work(trx.withPlugin(new LockCheck([change.lock].flat())))),
    );
  keepOut(storage, changing);
}

/**
 * A change that asks the database outside its transaction waits for a second connection while others wait for its locks: with a few of
 * them no connection is left.
 */
function keepOut({ reader }: Storage, changing: AsyncLocalStorage<true>): void {
  const executor = reader.getExecutor();
  const provide = executor.provideConnection.bind(executor);
  executor.provideConnection = (consumer) => {
    if (changing.getStore()) throw new Error('a change asks the database outside its transaction');
    return provide(consumer);
  };
}

class LockCheck implements KyselyPlugin {
  readonly #kinds: ReadonlySet<string>;

  constructor(locks: readonly Lock[]) {
    this.#kinds = new Set(locks.map((lock) => lock.split(':')[0] as string));
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    for (const [how, table] of writtenBy(node)) {
      const needed = [NEEDED[table as keyof Schema]?.[how] ?? []].flat();
      if (needed.length > 0 && !needed.some((kind) => this.#kinds.has(kind)))
        throw new Error(`${how} of ${table} under ${[...this.#kinds].join(', ') || 'no lock'}`);
    }
    return node;
  }

  transformResult: KyselyPlugin['transformResult'] = ({ result }) => Promise.resolve(result);
}

function writtenBy(node: RootOperationNode): [Written, string][] {
  if (InsertQueryNode.is(node) && node.into) return [['insert', nameOf(node.into)]];
  if (UpdateQueryNode.is(node) && node.table && TableNode.is(node.table))
    return [['update', nameOf(node.table)]];
  if (DeleteQueryNode.is(node))
    return node.from.froms.filter(TableNode.is).map((table) => ['delete', nameOf(table)]);
  return [];
}

function nameOf({ table }: TableNode): string {
  return table.identifier.name;
}
