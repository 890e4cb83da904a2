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

  /** Throws BODY_BLANK, BODY_TOO_LONG or BODY_INVALID. */
  async read(room: string, typed: string): Promise<MessageText> {
    const { maxBodyChars: max } = this.config;
    const errors = { blank: 'BODY_BLANK', tooLong: 'BODY_TOO_LONG', invalid: 'BODY_INVALID' } as const;
    const body = detached(readText(typed, { max, ...errors }));
    return { body, mentions: await this.mentions.in(room, body) };
  }
}
