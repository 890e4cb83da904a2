import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FriendsModule } from '../friends/friends.module.js';
import { LogModule } from '../log/log.module.js';
import { BuffersModule } from '../buffers/buffers.module.js';
import { MessageModule } from '../messages/message.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { PushModule } from '../push/push.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { AccountPageController } from './account-page.controller.js';
import { DirectoryPageController } from './directory-page.controller.js';
import { ConfirmPageController } from './confirm-page.controller.js';
import { FramedPages } from './framed-pages.js';
import { MembersPageController } from './members-page.controller.js';
import { RoomSettings } from './room-settings.js';
import { SettingsPageController } from './settings-page.controller.js';
import { InvitationsPageController } from './invitations-page.controller.js';
import { NewRoomPageController } from './new-room-page.controller.js';
import { OpenRoomPageController } from './open-room-page.controller.js';
import { PeoplePageController } from './people-page.controller.js';
import { PersonCard } from './person-card.js';
import { PersonCardController } from './person-card.controller.js';
import { PeopleConfirmations } from './people-confirmations.js';
import { RoomConfirmations } from './room-confirmations.js';
import { RoomConversation } from './room-conversation.js';
import { PreferencesPageController } from './preferences-page.controller.js';
import { RenderedLog } from './rendered-log.js';
import { ScriptData } from './script-data.js';
import { RoomNames } from './room-names.js';
import { RoomPageController } from './room-page.controller.js';
import { Sidebar } from './sidebar.js';
import { RoomsByName } from './rooms-by-name.js';
import { SidebarController } from './sidebar.controller.js';
import { SignInLinkPageController } from './sign-in-link-page.controller.js';
import { SignInPageController } from './sign-in-page.controller.js';
import { SignUpPageController } from './sign-up-page.controller.js';
import { WebAppController } from './web-app.controller.js';

/** The HTML pages. */
@Module({
  imports: [
    AccountsModule,
    BuffersModule,
    FriendsModule,
    LogModule,
    MessageModule,
    PresenceModule,
    PushModule,
    RoomsModule,
  ],
  controllers: [
    AccountPageController,
    ConfirmPageController,
    DirectoryPageController,
    MembersPageController,
    SettingsPageController,
    InvitationsPageController,
    PreferencesPageController,
    NewRoomPageController,
    OpenRoomPageController,
    PeoplePageController,
    PersonCardController,
    RoomPageController,
    SidebarController,
    SignInLinkPageController,
    SignInPageController,
    SignUpPageController,
    WebAppController,
  ],
  providers: [
    FramedPages,
    PeopleConfirmations,
    PersonCard,
    RoomConfirmations,
    RoomConversation,
    RenderedLog,
    ScriptData,
    RoomNames,
    RoomSettings,
    Sidebar,
    RoomsByName,
  ],
})
export class PagesModule {}
