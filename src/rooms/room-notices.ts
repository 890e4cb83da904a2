import type { NoticeType } from '../log/entry-type.js';
import { InvitationNoticeJson, MembershipJson, SettingsJson } from './dto/notices.json.js';

/** Somebody joined or left a private room, or has another role in it. In `@me`: the same of the user's own rooms, and that they follow an open room. */
export const MEMBERSHIP: NoticeType = {
  name: 'membership',
  field: 'membership',
  json: MembershipJson,
  namesUser: true,
  line: ({ change, role }) => (change === 'role' ? `role.${String(role)}` : change),
};

/** A group was founded, renamed or deleted, or has another topic. An open room was founded by name, or has another topic. */
export const SETTINGS: NoticeType = {
  name: 'room',
  // `room` has the key of the room.
  field: 'settings',
  json: SettingsJson,
  isText: true,
  erased: { change: 'deleted' },
  line: ({ change, topic, kind }) =>
    topic === '' ? `${change}.none` : kind === 'open' ? `${change}.open` : change,
  endsRoom: ({ detail }) => detail.change === 'deleted',
};

/** In `@me`: an invitation to a group came, was answered or withdrawn. */
export const INVITATION: NoticeType = {
  name: 'invitation',
  field: 'invitation',
  json: InvitationNoticeJson,
};
