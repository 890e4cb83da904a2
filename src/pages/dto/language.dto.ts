import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { EmptyIsAbsent, IsLocalPath, code } from '../../http/validation.js';
import { LANGUAGES, type Language } from '../../i18n/language.js';

/** POST /a/language */
export class LanguageDto {
  @ApiProperty({ enum: Object.keys(LANGUAGES) })
  @IsIn(Object.keys(LANGUAGES), code('LANGUAGE_UNKNOWN'))
  language!: Language;

  @ApiPropertyOptional({ description: 'A local path to go to afterwards.' })
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;
}

/** The chosen language. */
export class LanguageJson {
  @ApiProperty({ enum: Object.keys(LANGUAGES) })
  language!: Language;
}
