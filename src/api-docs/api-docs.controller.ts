import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answerJson } from '../http/answer.js';
import type { Language } from '../i18n/language.js';
import { JsonBytes } from '../json-bytes.js';
import { languageOf } from '../preferences/preferences.js';
import { PageRenderer } from '../views/page-renderer.js';
import { Views } from '../views/views.js';
import { ApiDocument } from './api-document.js';
import { describe } from './description.js';

/**
 * Our own page: Swagger UI needs inline styles, which our pages forbid, and megabytes of script. Programs get the document at both
 * addresses; Nest's tools look for it at the second.
 */
@ApiExcludeController()
@Controller('api')
export class ApiDocsController {
  readonly #partial: (context: object) => string;
  /** Rendered once for each language: it never changes. */
  readonly #pages = new Map<Language, Buffer>();
  #json: JsonBytes | undefined;

  constructor(
    views: Views,
    private readonly document: ApiDocument,
    private readonly pages: PageRenderer,
  ) {
    this.#partial = views.partial('api-document');
  }

  @Get('docs')
  page(@Req() req: Request, @Res() res: Response): void {
    if (req.accepts(['json', 'html']) !== 'html') return this.json(res);
    this.pages.render(req, res, 'api-docs', {}, { log: this.#page(languageOf(req)) });
  }

  @Get('docs-json')
  json(@Res() res: Response): void {
    answerJson(res, (this.#json ??= JsonBytes.of(JSON.stringify(this.document.get()))));
  }

  /** The part of the page that is the same for all readers of a language. */
  #page(lang: Language): Buffer {
    let page = this.#pages.get(lang);
    if (!page) {
      page = Buffer.from(this.#partial({ lang, ...describe(this.document.get()) }));
      this.#pages.set(lang, page);
    }
    return page;
  }
}
