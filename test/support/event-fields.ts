import type { FriendshipJson } from '../../src/friends/dto/friendship.json.js';
import type { InvitationNoticeJson, MembershipJson, SettingsJson } from '../../src/rooms/dto/notices.json.js';

/** The fields that the types of entries add to an event. */
declare module '../../src/messages/dto/message.json.js' {
  interface EventJson {
    membership?: MembershipJson;
    settings?: SettingsJson;
    invitation?: InvitationNoticeJson;
    friendship?: FriendshipJson;
  }
}
