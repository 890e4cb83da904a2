import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { languageOf } from '../preferences/preferences.js';
import { PageRenderer, type RenderOptions } from '../views/page-renderer.js';
import { ScriptData } from './script-data.js';
import { Sidebar } from './sidebar.js';

/** Renders pages that stand beside the list of rooms, but the page of a room itself. */
@Injectable()
export class FramedPages {
  constructor(
    private readonly sidebar: Sidebar,
    private readonly scripts: ScriptData,
    private readonly pages: PageRenderer,
  ) {}

  /** As `PageRenderer.render`, with the list. `content` must have none of the list's names (`SidebarContent`). */
  async render(
    req: Request,
    res: Response,
    view: string,
    content: object = {},
    options: RenderOptions = {},
  ): Promise<void> {
    const { session } = req;
    const lang = languageOf(req);
    const sidebar = await this.sidebar.of(session.user, undefined, lang);
    const page = this.scripts.of(session, lang, {});
    this.pages.render(req, res, view, { ...content, ...sidebar, page }, options);
  }
}
