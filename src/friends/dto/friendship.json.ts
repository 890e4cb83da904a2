import { ApiProperty } from '@nestjs/swagger';
import { AuthorJson } from '../../accounts/dto/author.json.js';

/** In `@me`: a change of a friend request or a friendship. */
export class FriendshipJson {
  @ApiProperty({ enum: ['asked', 'accepted', 'declined', 'withdrawn', 'parted'] })
  change!: 'asked' | 'accepted' | 'declined' | 'withdrawn' | 'parted';

  @ApiProperty({ description: 'The other person, even if the caller made the change.' })
  user!: AuthorJson;

  @ApiProperty({ description: 'Who made the change.' })
  by!: AuthorJson;
}
