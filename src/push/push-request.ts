import webpush from 'web-push';
import type { PushKeyPair } from './push-keys.js';

export interface PushRequest {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  payload: string;
  keys: PushKeyPair;
  /** Who to turn to: an https address (RFC 8292, 2.1). */
  subject: string;
  ttlS: number;
  urgency: 'normal' | 'high';
  /** Of two notifications with the same topic, the push service keeps the later for a device that is off (RFC 8030, 5.4). */
  topic: string;
}

export interface PushAnswer {
  status: number;
  /** From `Retry-After`; 0 if there is none. */
  retryAfterMs: number;
}

/** Encrypts and signs (RFC 8291, 8292), and posts it. Follows no redirects and reads nothing of the answer's body. Rejects if there is no answer. */
export async function sendPush(push: PushRequest, signal: AbortSignal): Promise<PushAnswer> {
  const { subject, keys, ttlS: TTL, urgency, topic } = push;
  const { headers, body, endpoint } = webpush.generateRequestDetails(push.subscription, push.payload, {
    vapidDetails: { subject, ...keys },
    TTL,
    urgency,
    topic,
  });
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers,
    body: new Uint8Array(body),
    redirect: 'manual',
    signal,
  });
  await answer.body?.cancel();
  return { status: answer.status, retryAfterMs: msOf(answer.headers.get('retry-after')) };
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function msOf(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
