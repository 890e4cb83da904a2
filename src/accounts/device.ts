const MAX_CHARS = 100;

/** The first that a User-Agent names: most of them name those they descend from as well. */
const BROWSERS: [pattern: RegExp, name: string][] = [
  [/\bMicroMessenger\//, 'WeChat'],
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: [pattern: RegExp, name: string][] = [
  [/\b(?:iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\b(?:OpenHarmony|HarmonyOS)\b/, 'HarmonyOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\b(?:Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a User-Agent is, for people: "Firefox on Windows", "curl", or nothing if it does not say. */
export function deviceOf(userAgent: string | undefined): string {
  if (userAgent === undefined) return '';
  const browser = nameIn(BROWSERS, userAgent);
  const system = nameIn(SYSTEMS, userAgent);
  if (browser !== undefined && system !== undefined) return `${browser} on ${system}`;
  // A program's own first word, such as "curl".
  const known = browser ?? system ?? /^[A-Za-z][\w .-]*/.exec(userAgent)?.[0].trim() ?? '';
  return known.slice(0, MAX_CHARS);
}

/** A device of this kind in two words, to be said in a language; undefined of others. */
export function partsOf(device: string): { browser: string; system: string } | undefined {
  const [browser, system, ...rest] = device.split(' on ');
  if (browser === undefined || system === undefined || rest.length > 0) return undefined;
  return isIn(BROWSERS, browser) && isIn(SYSTEMS, system) ? { browser, system } : undefined;
}

function isIn(list: [pattern: RegExp, name: string][], name: string): boolean {
  return list.some(([, known]) => known === name);
}

function nameIn(list: [pattern: RegExp, name: string][], userAgent: string): string | undefined {
  return list.find(([pattern]) => pattern.test(userAgent))?.[1];
}
