import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { type Observable, map } from 'rxjs';
import { nextOf } from './action.js';
import { Redirection } from './answer.js';

/**
 * Redirects to `next`, if the body has it, in place of an answer with JSON. Throws NEXT_INVALID before the
 * handler runs.
 */
export class RedirectToNext implements NestInterceptor {
  intercept(context: ExecutionContext, handler: CallHandler<object>): Observable<object> {
    const next = nextOf(context.switchToHttp().getRequest<Request>());
    const answers = handler.handle();
    if (next === undefined) return answers;
    return answers.pipe(
      map((answer) => (answer instanceof Redirection ? answer : new Redirection(302, next))),
    );
  }
}
