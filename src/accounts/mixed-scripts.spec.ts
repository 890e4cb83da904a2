import { expect, it } from 'vitest';
import { mixesScripts } from './mixed-scripts.js';

it.each(['Аnn', 'Olgа', 'Ωmega', 'Օlga', 'Ꭺnn', 'Иван Smith', 'Pаypal', 'علي Ann', '安かな한', 'Αnnа'])(
  'a name of several scripts is one that mixes them: %s',
  (name) => {
    expect(mixesScripts(name)).toBe(true);
  },
);

it.each([
  'Ann-Marie O’Brien 2',
  '王小明',
  '王小明 Ann',
  'タナカ ゆき 田中 Yuki',
  '김철수 Kim',
  'ㄅㄆ 王',
  'カール・マルクス',
  'Иван Петров',
  'Κοσμάς',
  'علي ١٢',
  'می‌خواهم',
  'नरेन्द्र',
  'สมชาย',
  'שָׁלוֹם',
  'Ann 👩‍💻 ★',
  '👍',
  '𓀀𓀁',
  'Việt',
])('a name of scripts that are written together mixes none: %s', (name) => {
  expect(mixesScripts(name)).toBe(false);
});
