import { Post } from '@nestjs/common';
import type { Request } from 'express';
import { ChatError } from '../chat-error.js';
import { isApiPath } from './request-kind.js';
import type { Fields } from './fields.js';
import { isLocalPath } from './validation.js';

/**
 * An action that a page has a form for: one handler at two addresses, `/api/…` for programs and another for
 * the form. A form below `/a` names the page to go to in `next`. A form at an address of its page (`form`)
 * goes where the handler says.
 */
export function Action(path: string, { form = `a/${path}` }: { form?: string } = {}): MethodDecorator {
  return Post([`api/${path}`, form]);
}

/** True if a form was posted to an address of its page. */
export function isPageForm({ path }: Request): boolean {
  return !isApiPath(path);
}

/** Where such a form goes: to its `next`, else to the lobby. Undefined for programs. Throws NEXT_INVALID. */
export function pageAfter(req: Request): string | undefined {
  return isPageForm(req) ? (nextOf(req) ?? '/') : undefined;
}

/** The field `next` of the body. Undefined if it is absent or empty. Throws NEXT_INVALID. */
export function nextOf({ body }: Request): string | undefined {
  const { next } = body as Fields;
  if (next === undefined || next === '') return undefined;
  if (!isLocalPath(next)) throw new ChatError('NEXT_INVALID', { params: { field: 'next' } });
  return next as string;
}
