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
const BROWSER_TEXTS = { en: textsOf(en, 'browser.'), 'zh-CN': textsOf(zhCn, 'browser.') };
const DIAGNOSIS_TEXTS = { en: textsOf(en, 'diagnosis.'), 'zh-CN': textsOf(zhCn, 'diagnosis.') };

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

  /** The part of the catalogue that the scripts of a room's page need. */
  browserTexts(language: Language): Readonly<Record<string, string>> {
    return BROWSER_TEXTS[language];
  }

  /** The part that the script of the page /diagnose needs. */
  diagnosisTexts(language: Language): Readonly<Record<string, string>> {
    return DIAGNOSIS_TEXTS[language];
  }
}

function pluralOf(language: Language, count: string | number | undefined): Intl.LDMLPluralRule {
  return PLURALS[language].select(Number(count ?? 0));
}

function textsOf(catalogue: Record<string, string>, prefix: string): Record<string, string> {
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => key.startsWith(prefix)));
}
