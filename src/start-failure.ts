import { join } from 'node:path';
import { ChatError } from './chat-error.js';
import type { Config } from './config/config.js';
import { ConfigError } from './config/load-config.js';
import { openFailure as postgresFailure } from './storage/postgres/open-failure.js';
import { openFailure as sqliteFailure } from './storage/sqlite/open-failure.js';

interface SystemError extends Error {
  code?: string;
  syscall?: string;
  address?: string;
  port?: number;
}

/** Reasons why listening failed, by system error code. */
const LISTENING: Record<string, string> = {
  EADDRINUSE: 'PORT is in use by another program or another Linger. Stop it, or set PORT to another port',
  EACCES: 'this user may not use PORT. Set PORT to a number above 1023',
  EADDRNOTAVAIL: 'HOST is not an address of this machine',
  ENOTFOUND: 'HOST is neither an address nor a known name',
  EAI_AGAIN: 'HOST is neither an address nor a known name',
};

/** Describes a failed start: in our own words if possible, else by the system's message, else by the stack. */
export function startFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, syscall, message, stack } = error as SystemError;
  const words = syscall === 'listen' || syscall === 'getaddrinfo' ? LISTENING[code ?? ''] : undefined;
  if (words !== undefined) return `${words} (${message}).`;
  return code === undefined ? String(stack) : message;
}

/** Reports what is wrong with the database in the same words as when it is opened. */
export async function inTermsOf<T>({ dataDir, databaseUrl }: Config, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    throw databaseUrl === undefined
      ? sqliteFailure(dataDir, join(dataDir, 'linger.db'), error)
      : postgresFailure(databaseUrl, error);
  }
}
