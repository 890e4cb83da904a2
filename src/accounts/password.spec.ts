import { describe, expect, it } from 'vitest';
import { COMMON_PASSWORDS } from './common-passwords.js';
import { isPossiblePassword, newPassword } from './password.js';

const refused = (password: string, name = 'Ann Lee'): string | undefined => {
  try {
    newPassword(password, name);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a new password', () => {
  it.each([
    'seven quiet herons',
    'kx7!pv2q',
    '会议室里有三只猫头鹰',
    'xk4 9fj2',
    'thunderbolt of the valley',
    'p'.repeat(3) + 'q'.repeat(3) + '7w',
    '䷀䷁䷂䷃䷄䷅䷈䷋',
  ])('may be %s', (password) => {
    expect(refused(password)).toBeUndefined();
  });

  it.each([
    ['PASSWORD_TOO_SHORT', '', 'kx7!pv2', '𝒳𝒴𝒵𝒳𝒴𝒵𝒲'],
    ['PASSWORD_TOO_SHORT', 'e\u0301e\u0301e\u0301e\u0301'],
    ['PASSWORD_TOO_LONG', 'kx7!pv2q'.repeat(33), 'x'.repeat(1_000_000)],
    [
      'PASSWORD_COMMON',
      'password',
      'PassWord',
      'ｐａｓｓｗｏｒｄ',
      'p\u00adassword',
      'iloveyou',
      'qwertyuiop',
    ],
    ['PASSWORD_COMMON', '1qaz2wsx', '5201314520', 'woaini1314', 'letmein1', 'changeme', 'trustno1'],
    ['PASSWORD_COMMON', 'P@ssw0rd', 'P4$$w0rd!', 'dragon2024', '!!monkey!!', 'sunsh1ne99', 'linger123'],
    ['PASSWORD_COMMON', '88888888', 'abcabcabcabc', 'abababab', '12341234', 'zzzzzzzzzzzzzzzz'],
    ['PASSWORD_COMMON', '23456789', '0987654321', 'abcdefghijkl', 'zyxwvuts', '19870521', '21051987'],
    ['PASSWORD_COMMON', 'ann lee!', 'ANN LEE99', '2024Ann Lee'],
  ])('is refused with %s: %s …', (code, ...passwords) => {
    for (const password of passwords)
      expect([password.slice(0, 20), refused(password)]).toEqual([password.slice(0, 20), code]);
  });

  it('is counted in code points after NFKC', () => {
    expect(newPassword('\ufb03 quiet', 'Ann')).toBe('ffi quiet');
  });

  it('may not be the person’s own name, in any script', () => {
    expect(refused('我的名字是王大力', '我的名字是王大力')).toBe('PASSWORD_COMMON');
    expect(refused('我的名字是王大力', 'Ann')).toBeUndefined();
  });

  it('is not one of thousands of common ones', () => {
    const long = [...COMMON_PASSWORDS].filter((password) => password.length >= 8);
    expect(long.length).toBeGreaterThan(4000);
    expect(long.filter((password) => refused(password) === undefined)).toEqual([]);
  });
});

describe('a text that may be somebody’s password', () => {
  it.each([
    ['kx7!pv2', false],
    ['kx7!pv2q', true],
    ['ab'.repeat(128), true],
    [`${'ab'.repeat(128)}a`, false],
    ['\ud800'.repeat(8), true],
  ])('%.10s: %s', (password, possible) => {
    expect(isPossiblePassword(password)).toBe(possible);
  });
});
