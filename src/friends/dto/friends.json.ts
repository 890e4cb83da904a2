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
  @ApiProperty({ description: 'What they say of themselves.' })
  profile!: string;

  @ApiProperty({ description: 'Whether they have no account.' })
  guest!: boolean;

  @ApiProperty({ enum: RELATIONS, description: 'What they are to the caller.' })
  relation!: Relation;
}

export class BlockedJson extends UserJson {
  @ApiPropertyOptional({ description: 'True if they have no account; absent of an account.', enum: [true] })
  guest?: boolean;
}

export class FriendsJson {
  @ApiProperty({ type: [UserJson], description: 'By name.' })
  friends!: UserJson[];

  @ApiProperty({
    type: [UserJson],
    description: 'Who has asked and waits for an answer, the newest first.',
  })
  received!: UserJson[];

  @ApiProperty({ type: [UserJson], description: 'Who was asked and has not answered, the newest first.' })
  sent!: UserJson[];

  @ApiProperty({
    type: [BlockedJson],
    description: 'Whom the caller does not want to hear, the newest first. They stand in no other list.',
  })
  blocked!: BlockedJson[];

  @ApiProperty({ enum: DIRECT_FROM, description: 'Who may begin to talk with the caller one-to-one.' })
  direct_from!: DirectFrom;
}

export class RelationJson {
  @ApiProperty({ description: 'Id of the user.' })
  user!: string;

  @ApiProperty({ enum: RELATIONS, description: 'What they are to the caller from now on.' })
  relation!: Relation;
}
