import { RequestError, post } from './request.js';

const ANSWERED_WITHIN_MS = 20_000;
/** What takes longer may be on a dead line. */
const SLOW_MS = 3000;

/**
 * Posts for the page, and tells if the line may be dead.
 *
 * @param {string} url
 * @param {object} data
 * @param {() => void} onDoubt
 * @returns {Promise<any>}
 */
export async function ask(url, data, onDoubt) {
  const slow = setTimeout(onDoubt, SLOW_MS);
  try {
    return await post(url, data, AbortSignal.timeout(ANSWERED_WITHIN_MS));
  } catch (error) {
    if (!(error instanceof RequestError) || error.status === 0) onDoubt();
    throw error;
  } finally {
    clearTimeout(slow);
  }
}
