import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { UserJson } from '../../accounts/dto/me.json.js';

export const DIRECT_FROM = ['anyone', 'friends'] as const;
export type DirectFrom = (typeof DIRECT_FROM)[number];

const RELATIONS = ['self', 'friend', 'received', 'sent', 'blocked', 'none'] as const;
/** What a person is to the caller: `received` has asked the caller to be friends, `sent` was asked by the caller. */
export type Relation = (typeof RELATIONS)[number];

export class PeopleJson {
  @ApiProperty({ type: [UserJson] })
  people!: UserJson[];
}

export class PersonJson extends UserJson {
  @ApiProperty({ description: 'Their profile text.' })
  profile!: string;

  @ApiProperty({ description: 'Whether they have no account.' })
  guest!: boolean;

  @ApiProperty({
    enum: RELATIONS,
    description:
      'Their relation to the caller. A user who is `received` has sent the caller a friend request.',
  })
  relation!: Relation;
}

export class BlockedJson extends UserJson {
  @ApiPropertyOptional({ description: 'True if they have no account. Otherwise absent.', enum: [true] })
  guest?: boolean;
}

export class FriendsJson {
  @ApiProperty({ type: [UserJson], description: 'Sorted by name.' })
  friends!: UserJson[];

  @ApiProperty({
    type: [UserJson],
    description: 'Senders of open friend requests to the caller, newest first.',
  })
  received!: UserJson[];

  @ApiProperty({
    type: [UserJson],
    description: 'Receivers of open friend requests from the caller, newest first.',
  })
  sent!: UserJson[];

  @ApiProperty({
    type: [BlockedJson],
    description: 'Users the caller has blocked, newest first. They are in no other list.',
  })
  blocked!: BlockedJson[];

  @ApiProperty({ enum: DIRECT_FROM, description: 'Who may start a direct conversation with the caller.' })
  direct_from!: DirectFrom;
}

export class RelationJson {
  @ApiProperty({ description: 'Id of the user.' })
  user!: string;

  @ApiProperty({ enum: RELATIONS, description: 'Their new relation to the caller.' })
  relation!: Relation;
}
