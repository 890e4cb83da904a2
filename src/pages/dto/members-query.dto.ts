import { OptionalInteger } from '../../http/optional-integer.js';
import { RoomQueryDto } from './room-query.dto.js';

/** GET /members */
export class MembersQueryDto extends RoomQueryDto {
  @OptionalInteger({ description: 'How many members are on earlier pages.', minimum: 0 })
  from: number = 0;
}
