import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import type { Session } from './session.js';
import type { User } from './user.js';

declare global {
  namespace Express {
    interface Request {
      /** Set at the entrance, before any controller; replaced when the visitor signs in. */
      session: Session;
    }
  }
}

/** Who acts in a request, and how they proved it. Other proofs, such as a program's token, would belong here. */
export class Principal {
  readonly proof = 'session';

  constructor(readonly session: Session) {}

  /** Null until a visitor's first write. */
  get user(): User | null {
    return this.session.user;
  }
}

/** Injects the request's principal into a controller method. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    new Principal(context.switchToHttp().getRequest<Request>().session),
);
