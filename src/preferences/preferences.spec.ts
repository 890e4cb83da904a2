import { describe, expect, it } from 'vitest';
import { storedPreferences } from './preferences.js';

describe('what is kept with an account', () => {
  it.each([
    ['{}', {}],
    ['{"theme":"dark","clock":"24"}', { theme: 'dark', clock: '24' }],
    // By a later version, whose nodes run beside this one.
    ['{"theme":"sepia","enter":"line","sounds":"loud"}', { enter: 'line' }],
    ['{"theme":["dark"],"language":null}', {}],
  ])('%s is read as far as it is known', (json, preferences) => {
    expect(storedPreferences(json)).toEqual(preferences);
  });
});
