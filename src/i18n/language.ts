/** The languages of the product, each by its own name. The first is the default. */
export const LANGUAGES = { en: 'English', 'zh-CN': '简体中文' } as const;

export type Language = keyof typeof LANGUAGES;
