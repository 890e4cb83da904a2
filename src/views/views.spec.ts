import { describe, expect, it } from 'vitest';
import { Translator } from '../i18n/translator.js';
import { Views } from './views.js';

const views = new Views(new Translator());

describe('a partial', () => {
  const badge = views.partial('badge');

  it('speaks the language of its context, whichever was asked for before', () => {
    const contexts = (['en', 'zh-CN', 'en'] as const).map((lang) => ({ lang, badge: '3' }));
    expect(contexts.map(badge)).toEqual([
      expect.stringContaining('> unread<'),
      expect.stringContaining('> 条未读<'),
      expect.stringContaining('> unread<'),
    ]);
  });

  it('is in English where no language is given', () => {
    expect(badge({ badge: '3' } as object)).toContain('> unread<');
  });

  it('escapes texts and what is filled into them', () => {
    const marked = new (class extends Translator {
      override t(...[language, key, params]: Parameters<Translator['t']>): string {
        return `<b title="${language}">${key}</b>${params?.['count'] ?? ''}`;
      }
    })();
    const line = new Views(marked).partial('unread-line')({ mentions: '', messages: 5, isSummarised: true } as object);
    expect(line).toContain('&lt;b title&#x3D;&quot;en&quot;&gt;away.messages&lt;/b&gt;5');
    expect(line).toContain('>&lt;b title&#x3D;&quot;en&quot;&gt;away.heading&lt;/b&gt;<');
    expect(line).not.toContain('<b ');
  });
});
