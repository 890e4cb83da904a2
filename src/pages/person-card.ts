import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import type { PersonJson } from '../friends/dto/friends.json.js';
import { FriendListService } from '../friends/friend-list.service.js';
import { initialsOf, tintOf } from '../messages/avatar.js';
import { type SharedGroup, SharedGroups } from '../rooms/shared-groups.js';

interface ShownPerson extends Omit<PersonJson, 'relation'> {
  tint: number;
  initials: string;
}

export interface PersonContent {
  person: ShownPerson;
  relation: PersonJson['relation'];
  /** The same as a flag, for the template. */
  is: Partial<Record<PersonJson['relation'], true>>;
  /** The groups that both are in. */
  groups: SharedGroup[];
}

/** What the partial `person` shows: on the page of a person, and on the card that opens in a conversation. */
@Injectable()
export class PersonCard {
  constructor(
    private readonly list: FriendListService,
    private readonly groups: SharedGroups,
  ) {}

  /** Throws NOT_FOUND if there is nobody with this id. */
  async of(me: User, otherId: string): Promise<PersonContent> {
    const { relation, ...person } = await this.list.person(me, otherId);
    return {
      person: { ...person, tint: tintOf(person.id), initials: initialsOf(person.name) },
      relation,
      is: { [relation]: true },
      groups: await this.groups.of(me, otherId),
    };
  }
}
