import { describe, expect, it } from 'vitest';
import { nameKey } from '../text.js';
import { skeletonOf } from './skeleton.js';

describe('names that look alike', () => {
  it.each([
    ['Ann', 'Аnn'],
    ['ANN', 'ΑΝΝ'],
    ['Ann', 'ΑΝΝ'],
    ['Paul', 'Ρaul'],
    ['coco', 'сосо'],
    ['Ian', 'lan'],
    ['paul', 'pau1'],
    ['Paul', 'PauI'],
    ['deleted account', 'deIeted account'],
    ['Olive', '0live'],
    ['Max', 'rnax'],
    ['MAX', 'RNAX'],
    ["O'Brien", 'O’Brien'],
    ["O'Brien", 'OʼBrien'],
    ['Jean-Luc', 'Jean‑Luc'],
    ['Zoë', 'Ｚoë'],
    ['Ann', '𝐀nn'],
    ['カ', '力'],
    ['Ann Lee', 'ann\u2003LEE'],
    ['می‌خواهم', 'میخواهم'],
    ['john', 'j\u0307ohn'],
    ['Zoë', 'Zoë\u0308'],
    ['Ann\u0301', 'Ann\u0301\u0301\u0301'],
  ])('%s and %s have one look', (one, other) => {
    expect(skeletonOf(one)).toBe(skeletonOf(other));
  });

  it.each([
    ['Ann', 'Anna'],
    ['Ali', 'All'],
    ['Zoe', 'Zoë'],
    ['Nina', 'Vina'],
    ['小明', '小朋'],
    ['Guest 1234', 'Guest 1243'],
    ['👍', '👎'],
    ['Νίνα', 'Βίβα'],
  ])('%s and %s have two', (one, other) => {
    expect(skeletonOf(one)).not.toBe(skeletonOf(other));
  });
});

describe('the key of a name', () => {
  it.each([
    ["O'Brien", 'O’Brien'],
    ["O'Brien", 'o`brien'],
    ["O'Brien", 'O´BRIEN'],
    ['Jean-Luc', 'Jean–Luc'],
    ['ΚΟΣΜΑΣ', 'κοσμας'],
    ['Κοσμάς', 'ΚΟΣΜΆΣ'],
    ['İstanbul', 'istanbul'],
    ['Straße', 'STRASSE'],
  ])('is the same of %s and %s', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it.each([
    ['κοσ', 'Κοσμάς'],
    ['ΚΟΣ', 'Κοσμάς'],
    ['κος', 'Κοσμάς'],
    ['istan', 'İstanbul'],
    ['straß', 'Strasser'],
    ['O’B', "O'Brien"],
    ['ﬀ', 'FFion'],
  ])('begins with that of its beginning: %s of %s', (start, name) => {
    expect(nameKey(name).startsWith(nameKey(start))).toBe(true);
  });
});
