import { expect, it } from 'vitest';
import { isOnlyEmoji } from './only-emoji.js';

it.each(['😀', '😀 😀', '👨‍👩‍👧‍👦👍🏽❤️', '🇩🇪🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '😀\n😀', '😀'.repeat(8)])('%j is only emoji', (text) => {
  expect(isOnlyEmoji(text)).toBe(true);
});

it.each(['', ' ', '42', '#', 'a😀', '😀!', '©', '❤', '你', '😀'.repeat(9), '\u200d', '\u{1f1e9}'])(
  '%j is a text',
  (text) => {
    expect(isOnlyEmoji(text)).toBe(false);
  },
);
