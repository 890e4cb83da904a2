import { PostgresServer } from './postgres-server.js';

/**
 * Global setup: one PostgreSQL for all projects of a run that name this file. Tests find it by the variable
 * TEST_DATABASE_URL, which can also name one that runs already.
 */
export default async function shareServer(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_DATABASE_URL']) return undefined;
  const server = await PostgresServer.start();
  process.env['TEST_DATABASE_URL'] = server.url;
  return async () => {
    delete process.env['TEST_DATABASE_URL'];
    await server.discard();
  };
}
