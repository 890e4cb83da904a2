type Preference = 'clock' | 'enter' | 'sound' | 'desktop' | 'presence';

/** What the reader prefers, as the server wrote it into the page (`src/preferences/preferences.ts`). */
export function preference(name: Preference): string | undefined {
  return document.documentElement.dataset[name];
}

/** True if Enter begins a new line, and only Ctrl or ⌘ with it sends. */
export function enterBeginsLine(): boolean {
  return preference('enter') === 'line';
}

/** For `Intl.DateTimeFormat`: empty where the habit of the region decides. */
export function hourCycle(): Pick<Intl.DateTimeFormatOptions, 'hourCycle'> {
  const clock = preference('clock');
  return clock === '24' ? { hourCycle: 'h23' } : clock === '12' ? { hourCycle: 'h12' } : {};
}
