import type { Person } from './person.js';
import { actor } from './actor.js';
import { RequestError } from './request-error.js';

const WHO = '/api/me';
const ANSWERED_WITHIN_MS = 20_000;
/** A slower request may be on a dead connection. */
const SLOW_MS = 3000;

/** The session's user. */
interface Me {
  id: string | null;
  name: string;
  csrfToken?: string;
}

/** Empty until the page's token was renewed. */
let renewedToken = '';

/**
 * Resolves with the JSON of the answer.
 *
 * @throws {RequestError} and the signal's abort reason
 */
export function get<T>(url: string, signal?: AbortSignal): Promise<T> {
  return ask(url, { signal });
}

/**
 * Posts JSON, and resolves with the JSON of the answer. Renews an expired token once, silently.
 *
 * @throws {RequestError} and the signal's abort reason
 */
export async function post<T>(url: string, data: object, signal?: AbortSignal): Promise<T> {
  const body = JSON.stringify(data);
  const send = () =>
    ask<T>(
      url,
      { method: 'POST', body, signal },
      { 'content-type': 'application/json', 'x-xsrftoken': csrfToken() },
    );
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof RequestError) || error.code !== 'CSRF_INVALID') throw error;
    await keepToken(ask<Me>(WHO, { signal }));
    return send();
  }
}

/** Posts, and calls `onDoubt` if the connection may be dead. */
export async function postInDoubt<T>(url: string, data: object, onDoubt: () => void): Promise<T> {
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
 * Asks for the session's user, even after a refusal.
 *
 * @throws {RequestError} of identity, if the page acts for somebody else
 */
export function whoAmI(): Promise<Me> {
  return keepToken(request<Me>(WHO, {}));
}

/**
 * The token of this page, or a renewed one. Not the cookie's: that may be another server's, on another port
 * of this host.
 */
export function csrfToken(): string {
  if (renewedToken) return renewedToken;
  return document.querySelector('input[name="_xsrf"]')?.getAttribute('value') ?? '';
}

/** @param asked a request for the session's user */
async function keepToken(asked: Promise<Me>): Promise<Me> {
  const me = await asked;
  renewedToken = me.csrfToken ?? renewedToken;
  return me;
}

async function ask<T>(url: string, init: RequestInit, headers?: Record<string, string>): Promise<T> {
  if (actor.refusal) throw actor.refusal;
  try {
    return await request(url, init, headers);
  } catch (error) {
    if (error instanceof RequestError && error.isOfIdentity) actor.onRefused(error);
    throw error;
  }
}

async function request<T>(url: string, init: RequestInit, headers?: Record<string, string>): Promise<T> {
  const by: Record<string, string> = actor.id ? { 'x-acting-as': actor.id } : {};
  // Bypasses the browser's cache, where requests for the same address wait for each other.
  const options: RequestInit = { ...init, cache: 'no-store' };
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

function refusal(
  response: Response,
  problem: { code?: unknown; detail?: unknown; me?: Person | null } | null,
): RequestError {
  if (response.ok) return new RequestError(0);
  const seconds = Number(response.headers.get('retry-after'));
  return new RequestError(response.status, {
    code: typeof problem?.code === 'string' ? problem.code : undefined,
    detail: typeof problem?.detail === 'string' ? problem.detail : undefined,
    retryAfterMs: seconds > 0 ? seconds * 1000 : 0,
    me: problem?.me,
  });
}
