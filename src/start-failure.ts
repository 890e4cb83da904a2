import { ConfigError } from './config/load-config.js';

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
