import { ApiProperty } from '@nestjs/swagger';
import { AuthorJson } from '../../accounts/dto/author.json.js';

/** In `@me`: a change of a friend request or a friendship. */
export class FriendshipJson {
  @ApiProperty({ enum: ['asked', 'accepted', 'declined', 'withdrawn', 'parted'] })
  change!: 'asked' | 'accepted' | 'declined' | 'withdrawn' | 'parted';

  @ApiProperty({ description: 'The other person, whoever did it.' })
  user!: AuthorJson;

  @ApiProperty({ description: 'Who did it.' })
  by!: AuthorJson;
}
