import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Config } from '../config/config.js';
import { Translator } from '../i18n/translator.js';
import { languageOf } from '../preferences/preferences.js';
import { PageRenderer } from '../views/page-renderer.js';
import { arrivalOf } from './arrival.js';
import { TEST_HOLDS_S } from './hold-query.dto.js';
import { TEST_STREAM } from './test-stream.js';
import { TEST_TEXT } from './test-text.js';

/** Its script runs the tests. Without scripts it says how the request came. */
@ApiExcludeController()
@Controller('diagnose')
export class DiagnosePageController {
  constructor(
    private readonly pages: PageRenderer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  @Get()
  page(@Req() req: Request, @Res() res: Response): void {
    const { holdMs, publicUrl } = this.config;
    const lang = languageOf(req);
    const diagnosis = JSON.stringify({
      lang,
      strings: this.translator.diagnosisTexts(lang),
      holdMs,
      testHoldsS: TEST_HOLDS_S,
      stream: TEST_STREAM,
      text: TEST_TEXT,
    });
    const content = { diagnosis, holds: TEST_HOLDS_S, arrival: arrivalOf(req, publicUrl) };
    this.pages.render(req, res, 'diagnose', content);
  }
}
