const FIRST_MS = 2000;
const MOST_MS = 30_000;
/** Small, and answered without looking anything up. */
const PROBE = '/manifest.webmanifest';

/** Reloads the page once the server answers: tries again and again, ever more rarely, and at once when the network returns. */
export function retryUntilReachable(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = FIRST_MS;
  const retry = async (): Promise<void> => {
    clearTimeout(timer);
    if (await isReachable()) return location.reload();
    timer = setTimeout(() => void retry(), Math.random() * waitMs + waitMs / 2);
    waitMs = Math.min(MOST_MS, waitMs * 2);
  };
  window.addEventListener('online', () => void retry());
  document.addEventListener('visibilitychange', () => document.hidden || void retry());
  timer = setTimeout(() => void retry(), waitMs);
}

async function isReachable(): Promise<boolean> {
  try {
    const answer = await fetch(PROBE, {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(20_000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
