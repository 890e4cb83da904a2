import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { answerJson } from '../http/answer.js';
import { languageOf } from '../i18n/language.js';
import { Translator } from '../i18n/translator.js';
import { JsonBytes } from '../json-bytes.js';
import { PageRenderer } from '../views/page-renderer.js';
import { ApiDocument } from './api-document.js';
import { describe } from './description.js';

/**
 * The page is our own: Swagger UI needs inline styles, which no page of ours allows, and megabytes of script. Programs
 * get the document itself at both addresses; the second is where Nest's tools look for it.
 */
@ApiExcludeController()
@Controller('api')
export class ApiDocsController {
  constructor(
    private readonly document: ApiDocument,
    private readonly pages: PageRenderer,
    private readonly translator: Translator,
  ) {}

  @Get('docs')
  page(@Req() req: Request, @Res() res: Response): void {
    if (req.accepts(['json', 'html']) !== 'html') return this.json(res);
    const title = this.translator.t(languageOf(req), 'docs.title');
    this.pages.render(req, res, 'api-docs', { title, ...describe(this.document.get()) });
  }

  @Get('docs-json')
  json(@Res() res: Response): void {
    answerJson(res, JsonBytes.of(JSON.stringify(this.document.get())));
  }
}
