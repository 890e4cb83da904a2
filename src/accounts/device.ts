const MAX_CHARS = 100;

/** The first match wins: most browsers also name the browsers they descend from. */
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

/** Describes a User-Agent for people: "Firefox on Windows", "curl", or an empty text if it says nothing. */
export function deviceOf(userAgent: string | undefined): string {
  if (userAgent === undefined) return '';
  const browser = nameIn(BROWSERS, userAgent);
  const system = nameIn(SYSTEMS, userAgent);
  if (browser !== undefined && system !== undefined) return `${browser} on ${system}`;
  // A program's name, such as "curl".
  const known = browser ?? system ?? /^[A-Za-z][\w .-]*/.exec(userAgent)?.[0].trim() ?? '';
  return known.slice(0, MAX_CHARS);
}

/** Splits "browser on system" for translation; undefined for anything else. */
export function splitDevice(device: string): { browser: string; system: string } | undefined {
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
