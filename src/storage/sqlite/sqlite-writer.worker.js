import { parentPort, workerData } from 'node:worker_threads';
import { SqliteConnection, hasFailedToSync } from './sqlite-connection.js';

// The writing connection, in its own thread: commits wait for the disk and for locks, which here delays only
// other writers.

/**
 * @typedef {import('./sqlite-connection.js').Statement} Statement
 * @typedef {import('./sqlite-connection.js').Result} Result
 * @typedef {{ id: number, op: 'execute' | 'transact' | 'rollback' | 'emptyLog' | 'close', statements: readonly Statement[] }} Request
 * @typedef {{ message: string, errcode: number | undefined }} Failure
 * @typedef {{ id: number, results?: Result[], failure?: Failure }} Reply
 * @typedef {{ checkpointFailure: Failure }} Notice
 */

const connection = new SqliteConnection(workerData);
/** True after the disk failed to sync. Requests still on their way are not performed. */
let isOver = false;

/**
 * @param {Request} request
 * @returns {Result[]}
 */
function perform({ op, statements }) {
  if (op === 'execute') return statements.map(({ sql, parameters }) => connection.execute(sql, parameters));
  if (op === 'transact') return connection.transact(statements);
  connection[op]();
  return [];
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function failureOf(error) {
  const { message, errcode } = /** @type {Error & { errcode?: number }} */ (error);
  isOver ||= hasFailedToSync({ errcode });
  return { message, errcode };
}

/**
 * @param {Request} request
 * @returns {Reply}
 */
function replyTo(request) {
  try {
    return { id: request.id, results: perform(request) };
  } catch (error) {
    return { id: request.id, failure: failureOf(error) };
  }
}

/** Runs after the reply, so that no durable commit waits for it. */
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
  if (isOver) return;
  parentPort?.postMessage(replyTo(request));
  if (request.op === 'close') parentPort?.close();
  else if (!isOver) checkpoint();
});
