/**
 * The server's refusal, or `status` 0 when no usable answer came at all.
 */
export class RequestError extends Error {
  /**
   * @param {number} status
   * @param {{ code?: string, detail?: string, retryAfterMs?: number }} told
   */
  constructor(status, told = {}) {
    super(told.code ?? `status ${status}`);
    this.status = status;
    this.code = told.code ?? '';
    this.detail = told.detail ?? '';
    this.retryAfterMs = told.retryAfterMs ?? 0;
  }
}

/**
 * Posts a form and gives the JSON of the answer. A token that has gone stale is renewed once, silently.
 *
 * @param {string} url
 * @param {Record<string, string | undefined>} fields
 * @param {AbortSignal} [signal]
 * @returns {Promise<unknown>}
 * @throws {RequestError} and whatever the signal was aborted with
 */
export async function post(url, fields, signal) {
  try {
    return await postOnce(url, fields, signal);
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== 'CSRF_INVALID') throw error;
    await renewToken(signal);
    return postOnce(url, fields, signal);
  }
}

/** The token as it is now: another tab may have renewed it since this page was made. */
export function csrfToken() {
  const cookie = /(?:^|;\s*)(?:__Host-)?_xsrf=([^;]*)/.exec(document.cookie);
  if (cookie?.[1]) return decodeURIComponent(cookie[1]);
  return document.querySelector('input[name="_xsrf"]')?.getAttribute('value') ?? '';
}

/**
 * @param {string} url
 * @param {Record<string, string | undefined>} fields
 * @param {AbortSignal} [signal]
 */
async function postOnce(url, fields, signal) {
  const body = new URLSearchParams({ _xsrf: csrfToken() });
  for (const [name, value] of Object.entries(fields)) if (value) body.set(name, value);
  const init = { method: 'POST', body, headers: { accept: 'application/json' }, signal };
  try {
    const response = await fetch(url, init);
    const answer = response.ok ? await response.json() : await response.json().catch(() => ({}));
    if (response.ok && answer !== null && typeof answer === 'object') return answer;
    throw refusal(response, answer);
  } catch (error) {
    if (error instanceof RequestError || signal?.aborted) throw error;
    throw new RequestError(0);
  }
}

/**
 * @param {Response} response
 * @param {{ code?: unknown, detail?: unknown } | null} problem
 */
function refusal(response, problem) {
  if (response.ok) return new RequestError(0);
  const seconds = Number(response.headers.get('retry-after'));
  return new RequestError(response.status, {
    code: typeof problem?.code === 'string' ? problem.code : undefined,
    detail: typeof problem?.detail === 'string' ? problem.detail : undefined,
    retryAfterMs: seconds > 0 ? seconds * 1000 : 0,
  });
}

/** @param {AbortSignal} [signal] */
async function renewToken(signal) {
  try {
    const response = await fetch(location.href, { cache: 'no-store', signal });
    await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestError(0);
  }
}
