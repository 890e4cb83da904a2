import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { messageBody } from '../formatting/message-body.js';
import { Endpoint } from '../http/endpoint.js';
import { MessageTextDto } from './dto/message-text.dto.js';
import { PreviewJson } from './dto/preview.json.js';
import { MessageTexts } from './message-texts.js';

/** Shows what a message will look like. */
@ApiTags('Messages')
@Controller('api/preview')
export class PreviewController {
  constructor(private readonly texts: MessageTexts) {}

  @Post()
  @Endpoint({
    summary: 'Preview a message',
    description: 'Formats a text as a message with it would be. Nothing is stored. It counts as a read.',
    answer: PreviewJson,
    problems: ['BODY_BLANK', 'BODY_TOO_LONG', 'BODY_INVALID'],
  })
  preview(@Body() { body }: MessageTextDto): PreviewJson {
    return { html: messageBody(this.texts.body(body)) };
  }
}
