import { ConfigError } from './config/load-config.js';

interface SystemError extends Error {
  code?: string;
  syscall?: string;
  address?: string;
  port?: number;
}

/** Reasons why listening failed, by system error code. */
const LISTENING: Record<string, string> = {
  EADDRINUSE:
    'PORT is in use: another program, or another Linger, listens there. End it, or set PORT to another',
  EACCES: 'PORT is not for this user. Set PORT to one above 1023',
  EADDRNOTAVAIL: 'HOST is no address of this machine',
  ENOTFOUND: 'HOST is no address, and no name that is known here',
  EAI_AGAIN: 'HOST is no address, and no name that is known here',
};

/** Describes a failed start: in our words if we have some, else by the system's message, else by the stack. */
export function startFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, syscall, message, stack } = error as SystemError;
  const words = syscall === 'listen' || syscall === 'getaddrinfo' ? LISTENING[code ?? ''] : undefined;
  if (words !== undefined) return `${words} (${message}).`;
  return code === undefined ? String(stack) : message;
}
