import type { Request } from 'express';
import { clientAddress } from '../http/client-address.js';
import type { Language } from '../i18n/language.js';
import { languageOf } from '../preferences/preferences.js';
import { deviceOf } from './device.js';
import type { Session } from './session.js';

/** What a service needs to know about a request: who sent it, from where, and in what language. */
export interface RequestContext {
  session: Session;
  language: Language;
  /** See `clientAddress`. */
  address: string;
  /** The browser in words (see `deviceOf`); empty if unknown. */
  device: string;
}

export function requestContextOf(req: Request): RequestContext {
  return {
    session: req.session,
    language: languageOf(req),
    address: clientAddress(req),
    device: deviceOf(req.headers['user-agent']),
  };
}
