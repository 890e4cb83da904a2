import { IsIn, IsOptional } from 'class-validator';
import { EmptyIsAbsent, IsLocalPath, code } from '../../http/validation.js';
import { LANGUAGES, type Language } from '../../i18n/language.js';

/** POST /a/language */
export class LanguageDto {
  /** Code of one of the product's languages. */
  @IsIn(Object.keys(LANGUAGES), code('LANGUAGE_UNKNOWN'))
  language!: Language;

  /** A local path to go to afterwards. */
  @EmptyIsAbsent()
  @IsOptional()
  @IsLocalPath(code('NEXT_INVALID'))
  next?: string;
}
