import { splitDevice } from '../accounts/device.js';
import type { Language } from '../i18n/language.js';
import type { Translator } from '../i18n/translator.js';

/** A session's device as pages name it, in the reader's language. */
export function deviceName(translator: Translator, language: Language, device: string): string {
  const parts = splitDevice(device);
  if (parts) return translator.t(language, 'account.sessions.device', parts);
  return device || translator.t(language, 'account.sessions.unknown');
}
