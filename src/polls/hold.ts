/** The longest that anybody may ask for. */
export const MAX_HOLD_MS = 50_000;
const JITTER = 0.2;

/** How long a poll is held: as long as it asked for, else as long as the setting less up to a fifth at random. */
export function holdMs(settingMs: number, askedMs: number | undefined): number {
  return Math.min(askedMs ?? settingMs * (1 - JITTER * Math.random()), MAX_HOLD_MS);
}
