import { type Logger, pino } from 'pino';

/** Injection token of the one pino logger. */
export const PINO = Symbol('pino');

/**
 * Logs as JSON, one line an event. What is logged is chosen word by word where it is logged; as a second net, fields that
 * may hold a secret are removed.
 */
export function createPino(level: string): Logger {
  return pino({
    level,
    base: undefined,
    redact: {
      paths: ['cookie', 'token', 'password', 'body', '*.cookie', '*.token', '*.password', '*.body'],
      remove: true,
    },
  });
}
