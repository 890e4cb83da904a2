import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { UserJson } from '../../accounts/dto/me.json.js';

/** GET /api/rooms/{room}/people */
export class RoomPeopleQueryDto {
  @ApiPropertyOptional({
    description: 'Beginning of the name. Letter case and width do not matter.',
    default: '',
  })
  @IsString()
  name: string = '';
}

class RoomPersonJson extends UserJson {
  @ApiPropertyOptional({
    description: 'True if they have no account, so that messages cannot mention them. Otherwise absent.',
    enum: [true],
  })
  guest?: true | undefined;
}

export class RoomPeopleJson {
  @ApiProperty({ type: [RoomPersonJson] })
  people!: RoomPersonJson[];
}
