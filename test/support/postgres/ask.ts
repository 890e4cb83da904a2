import pg from 'pg';

/** The first column of what a statement returns, over a connection of its own. */
export async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return (rows ?? []).map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}
