import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { BlockService } from '../friends/block.service.js';
import { Presence } from '../presence/presence.service.js';
import { without } from '../presence/room-presence.js';
import { DirectoryQueryDto } from '../rooms/dto/open-rooms.dto.js';
import { RoomDirectory } from '../rooms/room-directory.js';
import { roomPath } from '../rooms/room.js';
import { FramedPages } from './framed-pages.js';
import { utcTime } from './utc-time.js';

/** The page with all open rooms, and the form to create one. */
@ApiExcludeController()
@Controller('rooms')
export class DirectoryPageController {
  constructor(
    private readonly directory: RoomDirectory,
    private readonly presence: Presence,
    private readonly blocks: BlockService,
    private readonly pages: FramedPages,
  ) {}

  @Get()
  async page(
    @Query() { after }: DirectoryQueryDto,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { rooms, next: more } = await this.directory.page(after);
    const hidden = await this.blocks.hiddenFrom(req.session.user?.id);
    const listed = rooms.map(({ room, activeAt, ...rest }) => {
      const online = without(this.presence.watch(room).all, hidden).count;
      return { ...rest, href: roomPath(room), active: utcTime(activeAt), online };
    });
    await this.pages.render(req, res, 'directory', { listed, more, isFirst: after === undefined });
  }
}
