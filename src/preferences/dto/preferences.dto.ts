import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { NextDto } from '../../http/next.dto.js';
import { code } from '../../http/validation.js';
import { PREFERENCES, type Preferences } from '../preferences.js';

const { language, theme, clock, enter, sound, desktop, push, presence } = PREFERENCES;
const OTHERWISE = code('PREFERENCE_UNKNOWN');

/** What counts for the caller. */
export class PreferencesJson implements Preferences {
  @ApiProperty({ enum: language })
  language!: Preferences['language'];

  @ApiProperty({ enum: theme })
  theme!: Preferences['theme'];

  @ApiProperty({
    enum: clock,
    description: 'How times are shown; `region`: as is usual where the reader lives.',
  })
  clock!: Preferences['clock'];

  @ApiProperty({ enum: enter, description: 'What the Enter key does where messages are written.' })
  enter!: Preferences['enter'];

  @ApiProperty({ enum: sound, description: 'A sound for what is for the caller while they do not look.' })
  sound!: Preferences['sound'];

  @ApiProperty({ enum: desktop, description: 'A notification of their system then.' })
  desktop!: Preferences['desktop'];

  @ApiProperty({ enum: push, description: 'Whether push notifications show the text of messages.' })
  push!: Preferences['push'];

  @ApiProperty({
    enum: presence,
    description: 'Whether others see that the caller is here, and that they write.',
  })
  presence!: Preferences['presence'];
}

/** POST /api/preferences: what is absent stays. */
export class PreferencesDto extends NextDto {
  @ApiPropertyOptional({ enum: language })
  @IsOptional()
  @IsIn(language, OTHERWISE)
  language?: Preferences['language'];

  @ApiPropertyOptional({ enum: theme })
  @IsOptional()
  @IsIn(theme, OTHERWISE)
  theme?: Preferences['theme'];

  @ApiPropertyOptional({ enum: clock })
  @IsOptional()
  @IsIn(clock, OTHERWISE)
  clock?: Preferences['clock'];

  @ApiPropertyOptional({ enum: enter })
  @IsOptional()
  @IsIn(enter, OTHERWISE)
  enter?: Preferences['enter'];

  @ApiPropertyOptional({ enum: sound })
  @IsOptional()
  @IsIn(sound, OTHERWISE)
  sound?: Preferences['sound'];

  @ApiPropertyOptional({ enum: desktop })
  @IsOptional()
  @IsIn(desktop, OTHERWISE)
  desktop?: Preferences['desktop'];

  @ApiPropertyOptional({ enum: push })
  @IsOptional()
  @IsIn(push, OTHERWISE)
  push?: Preferences['push'];

  @ApiPropertyOptional({ enum: presence })
  @IsOptional()
  @IsIn(presence, OTHERWISE)
  presence?: Preferences['presence'];
}
