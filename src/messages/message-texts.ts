import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { detached, readText } from '../text.js';
import { Mentions } from './mentions.js';

/** The text of a message as it is stored. */
export interface MessageText {
  body: string;
  /** Ids of the accounts that it mentions. */
  mentions: readonly string[];
}

/** Reads the texts of messages as they were typed. */
@Injectable()
export class MessageTexts {
  constructor(
    private readonly config: Config,
    private readonly mentions: Mentions,
  ) {}

  /** Throws what `body` throws. */
  async read(room: string, typed: string): Promise<MessageText> {
    const body = detached(this.body(typed));
    return { body, mentions: await this.mentions.in(room, body) };
  }

  /** Throws BODY_BLANK, BODY_TOO_LONG or BODY_INVALID. */
  body(typed: string): string {
    const { maxBodyChars: max } = this.config;
    const errors = { blank: 'BODY_BLANK', tooLong: 'BODY_TOO_LONG', invalid: 'BODY_INVALID' } as const;
    return readText(typed, { max, ...errors });
  }
}
