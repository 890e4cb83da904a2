import { IsIn, IsOptional } from 'class-validator';
import { code } from '../../http/validation.js';
import { PREFERENCES, type Preferences } from '../../preferences/preferences.js';

const { language, theme } = PREFERENCES;
const OTHERWISE = code('PREFERENCE_UNKNOWN');

/** How a person wants what their browser keeps of Linger. In the address, because it is the same for everybody who asks for it. */
export class WebAppQueryDto {
  @IsOptional()
  @IsIn(language, OTHERWISE)
  language: Preferences['language'] = language[0] as Preferences['language'];

  @IsOptional()
  @IsIn(theme, OTHERWISE)
  theme: Preferences['theme'] = theme[0];
}
