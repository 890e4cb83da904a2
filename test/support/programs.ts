import { afterEach } from 'vitest';
import { type ServerProcess, startServer } from './server-process.js';
import { Visitor } from './visitor.js';

export const FROM_BEGINNING = '00000000-0000-0000-0000-000000000000';

const started: ServerProcess[] = [];

/** The built program, or another build's `main`, killed after the test. */
export async function start(
  env: Record<string, string> = {},
  args: string[] = [],
  main?: string,
): Promise<ServerProcess> {
  // What a program stores under load is tested with it, not how much one may say.
  const server = await startServer({
    env: { LIMITS: 'off', ...env },
    args,
    ...(main === undefined ? {} : { main }),
  });
  started.push(server);
  return server;
}

/** To be called once by a file of tests that start programs. */
export function killAfterEach(): void {
  afterEach(async () => {
    for (const server of started.splice(0)) await server.kill();
  });
}

/** What stands in the lobby. */
export async function bodiesAt(server: ServerProcess): Promise<string[]> {
  const visitor = await Visitor.at(server.url);
  const { messages = [] } = await visitor.poll({ cursor: FROM_BEGINNING, wait: '0' });
  return messages.map((message) => message.body);
}
