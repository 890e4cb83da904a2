import { type Logger, pino } from 'pino';
import { loggedError } from './logged-error.js';

/** Injection token of the one pino logger. */
export const PINO = Symbol('pino');

/** Logs JSON, one line an event. Each call chooses what it logs; as a second net, fields that may contain a secret are removed. */
export function createPino(level: string): Logger {
  return pino({
    level,
    base: undefined,
    serializers: { err: loggedError },
    redact: {
      paths: ['cookie', 'token', 'password', 'body', '*.cookie', '*.token', '*.password', '*.body'],
      remove: true,
    },
  });
}
