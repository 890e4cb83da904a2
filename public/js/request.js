const WHO = '/api/me';
const ANSWERED_WITHIN_MS = 20_000;
/** What takes longer may be on a dead line. */
const SLOW_MS = 3000;
const OF_IDENTITY = new Set(['IDENTITY_CHANGED', 'SESSION_ENDED']);

/** The server's refusal, or `status` 0 when no usable answer came at all. */
export class RequestError extends Error {
  /**
   * @param {number} status
   * @param {{ code?: string, detail?: string, retryAfterMs?: number, me?: Person | null }} told
   */
  constructor(status, told = {}) {
    super(told.code ?? `status ${status}`);
    this.status = status;
    this.code = told.code ?? '';
    this.detail = told.detail ?? '';
    this.retryAfterMs = told.retryAfterMs ?? 0;
    /** With IDENTITY_CHANGED: who the session is of. */
    this.me = told.me ?? null;
  }

  /** The page is of somebody who whoever uses this browser is no longer. */
  get isOfIdentity() {
    return OF_IDENTITY.has(this.code);
  }
}

/** Who the page acts for, as each request says. After a refusal for that reason nothing leaves the page. @type {Actor} */
export const actor = { id: '', refusal: undefined, onRefused: () => {} };

/** Since the page was made; empty if it was not. */
let renewedToken = '';

/**
 * Gives the JSON of an answer.
 *
 * @param {string} url
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 * @throws {RequestError} and whatever the signal was aborted with
 */
export function get(url, signal) {
  return ask(url, { signal });
}

/**
 * Posts JSON and gives that of the answer. A token that has gone stale is renewed once, silently.
 *
 * @param {string} url
 * @param {object} data
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 * @throws {RequestError} and whatever the signal was aborted with
 */
export async function post(url, data, signal) {
  const body = JSON.stringify(data);
  const send = () =>
    ask(
      url,
      { method: 'POST', body, signal },
      { 'content-type': 'application/json', 'x-xsrftoken': csrfToken() },
    );
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== 'CSRF_INVALID') throw error;
    await keepToken(ask(WHO, { signal }));
    return send();
  }
}

/**
 * Posts, and tells if the line may be dead.
 *
 * @param {string} url
 * @param {object} data
 * @param {() => void} onDoubt
 * @returns {Promise<any>}
 */
export async function postInDoubt(url, data, onDoubt) {
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

/**
 * Asks who the session is of, also after a refusal.
 *
 * @returns {Promise<{ id: string | null, name: string }>}
 * @throws {RequestError} of identity, if the page acts for somebody else
 */
export function whoAmI() {
  return keepToken(request(WHO, {}));
}

/** The token of this page, or a later one. That of the cookie may be another server's, on another port of this host. */
export function csrfToken() {
  if (renewedToken) return renewedToken;
  return document.querySelector('input[name="_xsrf"]')?.getAttribute('value') ?? '';
}

/**
 * @template {{ csrfToken?: string }} T
 * @param {Promise<T>} asked who the session is of
 */
async function keepToken(asked) {
  const me = await asked;
  renewedToken = me.csrfToken ?? renewedToken;
  return me;
}

/**
 * @param {string} url
 * @param {RequestInit} init
 * @param {Record<string, string>} [headers]
 */
async function ask(url, init, headers) {
  if (actor.refusal) throw actor.refusal;
  try {
    return await request(url, init, headers);
  } catch (error) {
    if (error instanceof RequestError && error.isOfIdentity) actor.onRefused(error);
    throw error;
  }
}

/**
 * @param {string} url
 * @param {RequestInit} init
 * @param {Record<string, string>} [headers]
 */
async function request(url, init, headers) {
  /** @type {Record<string, string>} */
  const by = actor.id ? { 'x-acting-as': actor.id } : {};
  // Past the cache of the browser, in which one request waits for another of the same address.
  const options = { ...init, cache: /** @type {RequestCache} */ ('no-store') };
  try {
    const response = await fetch(url, {
      ...options,
      headers: { ...headers, ...by, accept: 'application/json' },
    });
    const answer = response.ok ? await response.json() : await response.json().catch(() => ({}));
    if (response.ok && answer !== null && typeof answer === 'object') return answer;
    throw refusal(response, answer);
  } catch (error) {
    if (error instanceof RequestError || init.signal?.aborted) throw error;
    throw new RequestError(0);
  }
}

/**
 * @param {Response} response
 * @param {{ code?: unknown, detail?: unknown, me?: Person | null } | null} problem
 */
function refusal(response, problem) {
  if (response.ok) return new RequestError(0);
  const seconds = Number(response.headers.get('retry-after'));
  return new RequestError(response.status, {
    code: typeof problem?.code === 'string' ? problem.code : undefined,
    detail: typeof problem?.detail === 'string' ? problem.detail : undefined,
    retryAfterMs: seconds > 0 ? seconds * 1000 : 0,
    me: problem?.me,
  });
}

/** 128 random bits in the alphabet of client ids. `crypto.randomUUID` does not exist on plain http:// pages. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
