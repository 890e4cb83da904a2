import { parentPort, workerData } from 'node:worker_threads';
import { SqliteConnection } from './sqlite-connection.js';

// The writing connection, in a thread of its own: a commit waits for the disk and for locks, and here it holds up
// nobody but other writers.

/**
 * @typedef {{ id: number, op: 'execute' | 'rollback' | 'close', sql: string, parameters: readonly unknown[] }} Request
 * @typedef {{ message: string, errcode: number | undefined }} Failure
 * @typedef {{ id: number, result?: import('./sqlite-connection.js').Result, failure?: Failure }} Reply
 */

const connection = new SqliteConnection(workerData);

/**
 * @param {Request} request
 * @returns {import('./sqlite-connection.js').Result}
 */
function perform(request) {
  if (request.op === 'execute') return connection.execute(request.sql, request.parameters);
  if (request.op === 'rollback') connection.rollback();
  else connection.close();
  return { rows: [], changes: 0 };
}

parentPort?.on('message', (/** @type {Request} */ request) => {
  /** @type {Reply} */
  let reply;
  try {
    reply = { id: request.id, result: perform(request) };
  } catch (error) {
    const { message, errcode } = /** @type {Error & { errcode?: number }} */ (error);
    reply = { id: request.id, failure: { message, errcode } };
  }
  parentPort?.postMessage(reply);
  if (request.op === 'close') parentPort?.close();
});
