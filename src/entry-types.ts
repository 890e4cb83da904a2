import { Global, Module } from '@nestjs/common';
import { FRIENDSHIP } from './friends/friend-notices.js';
import { EntryTypes } from './log/entry-type.js';
import { DELETION, EDIT } from './messages/message-changes.js';
import { INVITATION, MEMBERSHIP, SETTINGS } from './rooms/room-notices.js';

/** The types of entries of all features. */
export const ENTRY_TYPES = new EntryTypes([EDIT, DELETION], [MEMBERSHIP, SETTINGS, INVITATION, FRIENDSHIP]);

@Global()
@Module({ providers: [{ provide: EntryTypes, useValue: ENTRY_TYPES }], exports: [EntryTypes] })
export class EntryTypesModule {}
