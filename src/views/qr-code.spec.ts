import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { type QrCode, qrCodeOf } from './qr-code.js';

const LINK = `https://chat.example.org/invite/${'x'.repeat(32)}`;
const PIXELS = 4;

/** What a camera sees: the runs of the path in black on white, some pixels a module. */
function drawn({ size, path }: QrCode): { width: number; height: number; data: Uint8Array } {
  const side = size * PIXELS;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g))
    for (let row = 0; row < PIXELS; row++) {
      const start = ((Number(y) * PIXELS + row) * side + Number(x) * PIXELS) * 4;
      for (let i = 0; i < Number(length) * PIXELS; i++) data.fill(0, start + i * 4, start + i * 4 + 3);
    }
  return { width: side, height: side, data };
}

describe('a QR code', () => {
  it('says the text', () => {
    for (const text of [LINK, `${LINK}?a=%20&b="'<`, 'x'.repeat(300)])
      expect(decodeQR(drawn(qrCodeOf(text) as QrCode))).toBe(text);
  });

  it('has four light modules on each side', () => {
    const { size, path } = qrCodeOf(LINK) as QrCode;
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, ...run]) => run.map(Number));
    expect(runs.length).toBeGreaterThan(100);
    const [left, top] = [runs.map(([x = 0]) => x), runs.map(([, y = 0]) => y)];
    const right = runs.map(([x = 0, , length = 0]) => x + length);
    expect([Math.min(...left), Math.min(...top)]).toEqual([4, 4]);
    expect([Math.max(...right), Math.max(...top) + 1]).toEqual([size - 4, size - 4]);
  });

  it('is not made of a text that no camera could read from afar', () => {
    expect(qrCodeOf('x'.repeat(301))).toBeUndefined();
  });
});
