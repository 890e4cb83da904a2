import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import type { Session } from './session.js';
import type { User } from './user.js';

declare global {
  namespace Express {
    interface Request {
      /** Set at the entrance, before any controller; another one once the visitor has signed in. */
      session: Session;
    }
  }
}

/** Who acts in a request, and how they proved it. Whatever else may prove it one day, such as a program's token, belongs here. */
export class Principal {
  readonly proof = 'session';

  constructor(readonly session: Session) {}

  /** Null until a visitor's first write. */
  get user(): User | null {
    return this.session.user;
  }
}

/** The principal of the request, as an argument of a controller's method. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    new Principal(context.switchToHttp().getRequest<Request>().session),
);
