import { describe, expect, it } from 'vitest';
import { cookieValues } from './cookies.js';

describe('the values of a cookie', () => {
  it.each([
    ['no header', undefined, []],
    ['an empty one', '', []],
    ['one cookie', 'a=1', ['1']],
    ['one among others', 'x=0; a=1; y=2', ['1']],
    ['several, in their order', 'a=1; b=2; a=3; a=1', ['1', '3', '1']],
    ['an empty value', 'a=; b=1', ['']],
    ['an = in the value', 'a=b=c==', ['b=c==']],
    ['no space, or more of it', 'x=0;a=1;\t a=2', ['1', '2']],
    ['a name that ends in it', 'ba=1', []],
    ['a name that begins with it', 'ab=1', []],
    ['a name in capitals', 'A=1', []],
    ['a value that looks like it', 'b=a=1', []],
    ['a name without a value', 'a; b=1', []],
    ['a prefix before it', '__Host-a=1', []],
    ['a space before the =', 'a =1', []],
    ['a quoted value, as it is', 'a="1"', ['"1"']],
    ['another blank before the name, which makes another name', 'x=0;\u00a0a=1;\u3000a=2;\ufeffa=3', []],
  ])('are read from %s', (_, header, values) => {
    expect(cookieValues(header, 'a')).toEqual(values);
  });

  it('are read under a name with characters that are special elsewhere', () => {
    expect(cookieValues('a.b=1; axb=2; __Host-x=3', 'a.b')).toEqual(['1']);
    expect(cookieValues('a.b=1; __Host-x=3', '__Host-x')).toEqual(['3']);
  });
});
