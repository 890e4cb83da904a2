import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { setPageHeaders } from '../http/security-headers.js';
import { Translator } from '../i18n/translator.js';
import { Assets, ASSETS_PATH } from '../views/assets.js';
import { PageRenderer } from '../views/page-renderer.js';
import { WebAppQueryDto } from './dto/web-app-query.dto.js';

/** Answered before anybody is asked who they are: it is the same for all. */
export const WEB_APP_PATHS: ReadonlySet<string> = new Set([
  '/manifest.webmanifest',
  '/service-worker.js',
  '/offline',
]);

/** `--canvas` of the light theme. */
const CANVAS = '#f3f0ea';
const ICONS = [
  { name: 'icon-192.png', sizes: '192x192' },
  { name: 'icon-512.png', sizes: '512x512' },
  { name: 'icon-maskable-512.png', sizes: '512x512', purpose: 'maskable' },
];

/** Of the offline page, as its template names them. */
const OFFLINE_FILES = ['style.css', 'offline-page.js', 'linger.svg'];

/** What makes Linger installable, and what a browser shows when it cannot reach it. */
@ApiExcludeController()
@Controller()
export class WebAppController {
  constructor(
    private readonly assets: Assets,
    private readonly pages: PageRenderer,
    private readonly translator: Translator,
  ) {}

  /** https://www.w3.org/TR/appmanifest/ */
  @Get('manifest.webmanifest')
  manifest(@Query() { language }: WebAppQueryDto, @Res() res: Response): void {
    const name = this.translator.t(language, 'app.name');
    const manifest = {
      id: '/',
      name,
      short_name: name,
      description: this.translator.t(language, 'app.tagline'),
      lang: language,
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: CANVAS,
      theme_color: CANVAS,
      icons: ICONS.map(({ name: file, ...icon }) => ({ src: this.#path(file), type: 'image/png', ...icon })),
    };
    res.setHeader('Cache-Control', 'no-cache');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    res.type('application/manifest+json').send(JSON.stringify(manifest));
  }

  /** The script is the same for all but for its first line, which names the offline page and its files. */
  @Get('service-worker.js')
  serviceWorker(
    @Query() { language, theme }: WebAppQueryDto,
    @Req() req: Request,
    @Res() res: Response,
  ): void {
    const page = `/offline?${String(new URLSearchParams({ language, theme }))}`;
    const files = OFFLINE_FILES.map((name) => `${this.#path(name)}?offline`);
    const offline = { page, files };
    setPageHeaders(req, res);
    res.setHeader('Cache-Control', 'no-cache');
    res
      .type('text/javascript')
      .send(`const OFFLINE = ${JSON.stringify(offline)};\n${this.assets.text('service-worker.js')}`);
  }

  @Get('offline')
  offline(@Query() { language, theme }: WebAppQueryDto, @Req() req: Request, @Res() res: Response): void {
    this.pages.render(req, res, 'offline', { lang: language, theme });
  }

  #path(name: string): string {
    return `${ASSETS_PATH}/${this.assets.paths[name]}`;
  }
}
