import { describe, expect, it } from 'vitest';
import { Translator } from './translator.js';

const translator = new Translator();

describe('a text', () => {
  it('is that of the language, with its values filled in as they are', () => {
    expect(translator.t('en', 'log.label', { room: '$& {{room}} <b>' })).toBe('Messages in $& {{room}} <b>');
    expect(translator.t('zh-CN', 'log.label', { room: '象棋' })).toContain('象棋');
    expect(translator.t('zh-CN', 'rooms.close')).not.toBe(translator.t('en', 'rooms.close'));
  });

  it('has nothing where a value is missing', () => {
    expect(translator.t('en', 'log.label')).toBe('Messages in ');
  });

  it('has the form that a number asks for', () => {
    expect(translator.t('en', 'invite.members', { count: 1 })).toBe('1 member');
    expect(translator.t('en', 'invite.members', { count: 2 })).toBe('2 members');
  });

  it('that does not exist is its key', () => {
    expect(translator.t('en', 'no.such.text')).toBe('no.such.text');
  });
});
