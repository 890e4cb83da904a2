import { parentPort, workerData } from 'node:worker_threads';
import { SqliteConnection } from './sqlite-connection.js';

// The writing connection, in a thread of its own: a commit waits for the disk and for locks, and here it holds up
// nobody but other writers.

/**
 * @typedef {{ id: number, op: 'execute' | 'rollback' | 'emptyLog' | 'close', sql: string, parameters: readonly unknown[] }} Request
 * @typedef {{ message: string, errcode: number | undefined }} Failure
 * @typedef {{ id: number, result?: import('./sqlite-connection.js').Result, failure?: Failure }} Reply
 * @typedef {{ checkpointFailure: Failure }} Notice
 */

const connection = new SqliteConnection(workerData);

/**
 * @param {Request} request
 * @returns {import('./sqlite-connection.js').Result}
 */
function perform(request) {
  if (request.op === 'execute') return connection.execute(request.sql, request.parameters);
  connection[request.op]();
  return { rows: [], changes: 0 };
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function failureOf(error) {
  const { message, errcode } = /** @type {Error & { errcode?: number }} */ (error);
  return { message, errcode };
}

/**
 * @param {Request} request
 * @returns {Reply}
 */
function replyTo(request) {
  try {
    return { id: request.id, result: perform(request) };
  } catch (error) {
    return { id: request.id, failure: failureOf(error) };
  }
}

/** After the answer: nobody whose commit is on the disk waits for it. */
function checkpoint() {
  try {
    connection.checkpointLongLog();
  } catch (error) {
    /** @type {Notice} */
    const notice = { checkpointFailure: failureOf(error) };
    parentPort?.postMessage(notice);
  }
}

parentPort?.on('message', (/** @type {Request} */ request) => {
  parentPort?.postMessage(replyTo(request));
  if (request.op === 'close') parentPort?.close();
  else checkpoint();
});
