/** The longest hold that a client may ask for. */
const MAX_HOLD_MS = 50_000;
const JITTER = 0.2;

/** The length of a hold: what the client asked for, or the setting less up to a fifth at random. */
export function holdMs(settingMs: number, askedMs: number | undefined): number {
  return Math.min(askedMs ?? settingMs * (1 - JITTER * Math.random()), MAX_HOLD_MS);
}
