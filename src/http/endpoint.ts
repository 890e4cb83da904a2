import {
  HttpCode,
  Param,
  type PipeTransform,
  type Type,
  UseInterceptors,
  applyDecorators,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiFoundResponse,
  ApiOperation,
  ApiParam,
  type ApiParamOptions,
  ApiResponse,
} from '@nestjs/swagger';
import type { ErrorCode } from '../chat-error.js';
import { ApiProblems } from './api-problems.js';
import { NextDto } from './next.dto.js';
import { RedirectToNext } from './redirect-to-next.js';

/** What the OpenAPI document says about an endpoint. */
export interface EndpointOptions {
  summary: string;
  description?: string;
  /** The JSON of a successful answer. */
  answer: Type;
  /** Of a successful answer; 200 by default. */
  status?: 200 | 201;
  /** Errors in addition to those that every request may get. */
  problems?: readonly ErrorCode[];
}

/** Describes an endpoint and sets the status of its answer. */
export function Endpoint({ summary, answer, status = 200, problems = [], ...more }: EndpointOptions) {
  return applyDecorators(
    HttpCode(status),
    ApiOperation({ summary, ...more }),
    // Has no effect where there is no body.
    ApiConsumes('application/json', 'application/x-www-form-urlencoded'),
    ApiResponse({ status, type: answer }),
    ApiProblems(...problems),
  );
}

/**
 * An endpoint that changes something and then redirects to `next`, if the body has it. `body` is the handler's
 * own DTO, which extends NextDto.
 */
export function ActionEndpoint({
  body = NextDto,
  problems = [],
  ...about
}: EndpointOptions & { body?: Type }) {
  return applyDecorators(
    Endpoint({ ...about, problems: [...problems, 'NEXT_INVALID'] }),
    ApiBody({ type: body }),
    ApiFoundResponse({ description: 'Redirects to `next`, if given.' }),
    UseInterceptors(new RedirectToNext()),
  );
}

/** A parameter of the path, with its description. */
export function PathParam(about: ApiParamOptions & { name: string }, ...pipes: Type<PipeTransform>[]) {
  return (target: object, method: string | symbol | undefined, index: number): void => {
    Param(about.name, ...pipes)(target, method, index);
    const handler = Object.getOwnPropertyDescriptor(target, method ?? '');
    if (handler) ApiParam(about)(target, method ?? '', handler);
  };
}
