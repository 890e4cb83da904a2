import type { Strings } from './strings.js';
import { RequestError } from '../server/request-error.js';

/**
 * The reason of a failure, in the reader's words.
 *
 * @param offline key of what is said without a connection
 */
export function reasonIn(strings: Strings, offline = 'browser.offline') {
  return (error: unknown) => {
    if (!(error instanceof RequestError) || error.status === 0) return strings.t(offline);
    if (error.code === 'NOT_FOUND') return strings.t('browser.gone');
    if (error.detail) return error.detail;
    return strings.t(error.status < 429 ? 'browser.refused' : 'browser.busy');
  };
}
