import { Injectable } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { EntryTypes } from '../log/entry-type.js';
import { describeEvents } from '../messages/dto/message.json.js';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const ABOUT = [
  'Everything that a page can do, a program can do.',
  'Whatever changes something is a POST and needs a token: `GET /api/me` gives one, with the cookie of a session.',
  'Every error is problem details (RFC 9457) with a stable `code`.',
].join(' ');

/** The OpenAPI document of all endpoints, made from the controllers on first use. */
@Injectable()
export class ApiDocument {
  #document: OpenAPIObject | undefined;
  #app: INestApplication | undefined;

  constructor(types: EntryTypes) {
    describeEvents(types);
  }

  /** Sets the app whose endpoints are described. */
  describes(app: INestApplication): void {
    this.#app = app;
  }

  get(): OpenAPIObject {
    if (!this.#app) throw new Error('describes(app) must be called first');
    return (this.#document ??= withoutForms(
      SwaggerModule.createDocument(
        this.#app,
        new DocumentBuilder().setTitle('Linger').setDescription(ABOUT).setVersion('1').build(),
        { autoTagControllers: false },
      ),
    ));
  }
}

/** Leaves out the addresses of forms: the document describes them as actions of the API. */
function withoutForms(document: OpenAPIObject): OpenAPIObject {
  for (const [path, operations] of Object.entries(document.paths))
    if (operations.post?.operationId?.endsWith('[1]')) delete document.paths[path];
  return document;
}
