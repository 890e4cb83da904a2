import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { NextDto } from '../../http/next.dto.js';
import { code } from '../../http/validation.js';
import { LANGUAGES, type Language } from '../../i18n/language.js';

/** The chosen language. */
export class LanguageJson {
  @ApiProperty({ enum: Object.keys(LANGUAGES) })
  language!: Language;
}

/** POST /a/language */
export class LanguageDto extends NextDto {
  @ApiProperty({ enum: Object.keys(LANGUAGES) })
  @IsIn(Object.keys(LANGUAGES), code('LANGUAGE_UNKNOWN'))
  language!: Language;
}
