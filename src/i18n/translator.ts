import { Injectable } from '@nestjs/common';
import { en } from './en.js';
import type { Language } from './language.js';
import { zhCn } from './zh-cn.js';

/** Values for the placeholders of a text, by name. */
export type TextParams = Readonly<Record<string, string | number | undefined>>;

/** A text in one of the languages. */
export interface Line {
  language: Language;
  text: string;
}

const CATALOGUES: Record<Language, Record<string, string>> = { en, 'zh-CN': zhCn };
/** A placeholder. */
const PLACE = /\{\{(\w+)\}\}/g;
const PLURALS: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules('en'),
  'zh-CN': new Intl.PluralRules('zh-CN'),
};
const BROWSER_PREFIX = 'browser.';
const BROWSER_TEXTS = { en: forBrowsers(en), 'zh-CN': forBrowsers(zhCn) };

/** The texts of the product. One catalogue for each language serves both server and browser. */
@Injectable()
export class Translator {
  /**
   * The text of a key, with values filled in but not escaped. `count` picks the plural form (`key_one`, `key_other`: CLDR categories).
   * Returns an unknown key unchanged.
   */
  t(language: Language, key: string, params: TextParams = {}): string {
    const catalogue = CATALOGUES[language];
    const text = catalogue[key] ?? catalogue[`${key}_${pluralOf(language, params['count'])}`] ?? key;
    return text.replace(PLACE, (_, name: string) => `${params[name] ?? ''}`);
  }

  /** The text of a key in every language, for output that all readers share. */
  lines(key: string, paramsIn: (language: Language) => TextParams = () => ({})): Line[] {
    const languages = Object.keys(CATALOGUES) as Language[];
    return languages.map((language) => ({ language, text: this.t(language, key, paramsIn(language)) }));
  }

  /** The part of the catalogue that the browser needs. */
  browserTexts(language: Language): Readonly<Record<string, string>> {
    return BROWSER_TEXTS[language];
  }
}

function pluralOf(language: Language, count: string | number | undefined): Intl.LDMLPluralRule {
  return PLURALS[language].select(Number(count ?? 0));
}

function forBrowsers(catalogue: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => key.startsWith(BROWSER_PREFIX)));
}
