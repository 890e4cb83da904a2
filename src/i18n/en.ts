import { accountsEn } from './en-accounts.js';
import { diagnoseEn } from './en-diagnose.js';
import { formsEn } from './en-forms.js';
import { friendsEn } from './en-friends.js';
import { preferencesEn } from './en-preferences.js';
import { roomsEn } from './en-rooms.js';
import { webAppEn } from './en-web-app.js';
import { writingEn } from './en-writing.js';

/**
 * The English catalogue, which defines all keys. Keys are flat; plurals end in `_one` and `_other`; keys that begin with `browser.` are
 * also sent to the scripts of a room's page, those with `diagnosis.` to the script of /diagnose.
 */
export const en = {
  ...accountsEn,
  ...diagnoseEn,
  ...formsEn,
  ...friendsEn,
  ...preferencesEn,
  ...roomsEn,
  ...webAppEn,
  ...writingEn,

  'app.name': 'Linger',
  'app.tagline': 'If a web page opens, you can chat.',
  'app.skip': 'Skip to conversation',
  'app.skip.content': 'Skip to content',

  'room.lobby': 'Lobby',
  'room.older': 'Older messages aren’t shown',

  'guest.name': 'Guest {{number}}',

  'log.label': 'Messages in {{room}}',
  'log.beginning.open': 'This is the beginning of {{name}}',
  'log.beginning.group': 'This is the beginning of {{name}}',
  'log.beginning.direct': 'This is the beginning of your conversation with {{name}}',
  'log.empty.write': 'No messages yet. Write the first one.',
  'log.readers.open': 'Anyone can find this room and read it.',
  'log.readers.group': 'Only members of this group can read it.',
  'log.readers.direct': 'Only you and {{name}} can read it.',
  'log.check': 'Check for new messages',

  'rooms.open': 'Rooms and settings',
  'rooms.close': 'Close',
  'rooms.heading': 'Rooms and people',
  'rooms.section.pinned': 'Pinned',
  'rooms.section.open': 'Rooms',
  'rooms.section.group': 'Groups',
  'rooms.section.direct': 'People',
  'rooms.enter.label': 'Open a room',
  'rooms.enter.placeholder': 'Name or number',
  'rooms.enter.button': 'Open',

  'me.guest': 'You’re a guest',
  'me.choose': 'Choose a name',
  'me.label': 'Your name',
  'person.mark': 'guest',
  'person.deleted': 'deleted account',
  'me.accountLabel': 'Username',
  'me.accountNote':
    'Shown with your messages from now on. You also sign in with it; your old username keeps working for 90 days.',
  'me.note': 'Shown with your messages from now on.',
  'me.save': 'Save',

  'language.label': 'Language',

  'docs.title': 'Linger API',
  'docs.optional': 'optional',
  'docs.parameters': 'Parameters',
  'docs.body': 'Request body',
  'docs.answers': 'Responses',
  'docs.schemas': 'Schemas',
  'docs.others': 'Other',

  'error.draft.heading': 'Your message',
  'error.draft.detail': 'It wasn’t sent. You can edit it here and send it again.',
  'error.draft.sendAs': 'Send as {{name}}',
  'error.draft.sendAsGuest': 'Send as a new guest',
  'error.back.lobby': 'Go to the lobby',

  'error.BODY_BLANK.heading': 'Your message is empty',
  'error.BODY_BLANK.detail': 'Write something first.',
  'error.BODY_TOO_LONG.heading': 'Your message is too long',
  'error.BODY_TOO_LONG.detail':
    'A message can have up to {{max}} characters. Shorten it, or split it into several messages.',
  'error.BODY_INVALID.heading': 'Your message can’t be sent',
  'error.BODY_INVALID.detail':
    'It contains unsupported characters, or too many marks stacked on one letter. Remove them and try again.',
  'error.NAME_BLANK.heading': 'Enter a name',
  'error.NAME_BLANK.detail': 'Enter the name that others will see.',
  'error.NAME_TOO_LONG.heading': 'That name is too long',
  'error.NAME_TOO_LONG.detail': 'A name can have up to {{max}} characters.',
  'error.NAME_INVALID.heading': 'That name can’t be used',
  'error.NAME_INVALID.detail':
    'The name contains unsupported characters, or too many marks stacked on one letter. Choose a different one.',
  'error.NAME_MIXED.heading': 'That name mixes alphabets',
  'error.NAME_MIXED.detail': 'Some letters look like letters of another alphabet. Use only one alphabet.',
  'error.TOO_MANY_REQUESTS.heading': 'You’re doing that too fast',
  'error.TOO_MANY_REQUESTS.detail_one': 'Try again in {{count}} second.',
  'error.TOO_MANY_REQUESTS.detail_other': 'Try again in {{count}} seconds.',
  'error.ROOM_INVALID.heading': 'That room name can’t be used',
  'error.ROOM_INVALID.detail':
    'A room name has 1 to 64 characters. It can’t contain , : / \\ ? # % or start with ~ or @.',
  'error.NEXT_INVALID.heading': 'The return address isn’t valid',
  'error.NEXT_INVALID.detail': 'The field “next” must be a path on this server. Nothing was changed.',
  'error.FIELD_INVALID.heading': 'Something in the form isn’t right',
  'error.FIELD_INVALID.detail': 'Check the field “{{field}}”: it’s missing, repeated or not valid.',
  'error.PREFERENCE_UNKNOWN.heading': 'That choice isn’t available',
  'error.PREFERENCE_UNKNOWN.detail': 'Choose one of those listed on the page.',
  'error.CLIENT_ID_REUSED.heading': 'That message ID is already in use',
  'error.CLIENT_ID_REUSED.detail':
    'You sent a different message with the same “client_id”. Send this one with a new ID.',
  'error.IDENTITY_CHANGED.heading': 'You’re now {{name}}',
  'error.IDENTITY_CHANGED.detail':
    'This browser has switched users since the page was opened. Nothing was sent or changed.',
  'error.EPOCH_CHANGED.heading': 'The chat was restored from a backup',
  'error.EPOCH_CHANGED.detail': 'What you have is out of date. Reload everything from the beginning.',
  'error.TOO_MANY_POLLS.heading': 'Too many windows are open',
  'error.TOO_MANY_POLLS.detail': 'Close some windows, or try again in a moment.',
  'error.NOT_YOURS.heading': 'This isn’t your message',
  'error.NOT_YOURS.detail': 'You can only edit or delete your own messages.',
  'error.CSRF_INVALID.heading': 'This page has expired',
  'error.CSRF_INVALID.detail':
    'For your security, nothing was changed. Go back, reload the page and try again. Your browser must allow cookies.',
  'error.CROSS_SITE.heading': 'This request came from another site',
  'error.CROSS_SITE.detail':
    'Nothing was changed. If you run this server behind a proxy, set PUBLIC_URL to the address people use.',
  'error.NOT_FOUND.heading': 'Page not found',
  'error.NOT_FOUND.detail':
    'Check the address. The page may have been deleted, or you may no longer have access to it.',
  'error.METHOD_NOT_ALLOWED.heading': 'This kind of request isn’t supported',
  'error.METHOD_NOT_ALLOWED.detail': 'The address exists, but it doesn’t accept this kind of request.',
  'error.PAYLOAD_TOO_LARGE.heading': 'That’s too large to send',
  'error.PAYLOAD_TOO_LARGE.detail': 'Shorten it and try again.',
  'error.UNSUPPORTED_MEDIA_TYPE.heading': 'This kind of content isn’t supported',
  'error.UNSUPPORTED_MEDIA_TYPE.detail':
    'Send a form (application/x-www-form-urlencoded) or JSON (application/json).',
  'error.BAD_REQUEST.heading': 'The server couldn’t understand this request',
  'error.BAD_REQUEST.detail': 'Something in the request is missing or not valid.',
  'error.HOST_INVALID.heading': 'The server couldn’t understand this request',
  'error.HOST_INVALID.detail': 'The request must name exactly one valid host.',
  'error.HOST_UNKNOWN.heading': 'This server has a different address',
  'error.HOST_UNKNOWN.detail':
    'It doesn’t answer under this name. If you run it, check the setting PUBLIC_URL: it may be wrong, or your proxy may not be passing on the Host header.',
  'error.SHUTTING_DOWN.heading': 'The server is restarting',
  'error.SHUTTING_DOWN.detail': 'Try again in a moment.',
  'error.STORAGE_UNAVAILABLE.heading': 'Nothing can be saved right now',
  'error.STORAGE_UNAVAILABLE.detail': 'Messages you already sent are safe. Try again in a moment.',
  'error.INTERNAL.heading': 'Something went wrong',
  'error.INTERNAL.detail': 'It’s not your fault, and the error was logged. Try again in a moment.',

  'browser.notOpened': 'That didn’t work: there is no connection to the server.',
  'browser.retry': 'Retry',
  'browser.edit': 'Edit',
  'browser.discard': 'Discard',
  'browser.offline': 'Can’t reach the server.',
  'browser.refused': 'The server didn’t accept this.',
  'browser.busy': 'The server is busy. Try again in a moment.',
  'browser.unread': 'unread',
  'browser.mentions': 'mentions',
  'browser.toNewest': 'Go to the newest message',
  'browser.newMessages_one': '{{count}} new message',
  'browser.newMessages_other': '{{count}} new messages',
  'browser.unreadLine': 'New',
  'browser.notMarked': 'Couldn’t mark as read.',
  'browser.previousMention': 'Previous mention',
  'browser.nextMention': 'Next mention',
  'browser.gap': 'Some messages aren’t shown',
  'browser.older': 'Older messages',
  'browser.load': 'Show',
  'browser.loading': 'Loading…',
  'browser.notLoaded': 'Couldn’t load messages',
  'browser.tools': 'Edit or delete',
  'browser.editLabel': 'Edit message',
  'browser.save': 'Save',
  'browser.cancel': 'Cancel',
  'browser.delete': 'Delete',
  'browser.deleteAsk': 'Delete this message for everyone?',
  'browser.edited': 'edited',
  'browser.today': 'Today',
  'browser.yesterday': 'Yesterday',
  'browser.switch': 'Go to a room, group or person',
  'browser.switchOpen': 'Open a room named “{{name}}”',
  'browser.nowOther':
    'You’re now {{name}}. This page can no longer send anything, but what you wrote is still here.',
  'browser.signedOut':
    'You’ve been signed out. This page can no longer send anything, but what you wrote is still here.',
  'browser.visitOver':
    'Your session has ended. This page can no longer send anything, but what you wrote is still here.',
  'browser.signIn': 'Sign in',
  'browser.goOnAs': 'Continue as {{name}}',
  'browser.goOn': 'Continue as a guest',
  'browser.closed': 'You’re no longer in {{room}}.',
  'browser.youLeft': 'You left {{room}}.',
  'browser.youWereRemoved': 'You were removed from {{room}}.',
  'browser.youWereBanned': 'You were banned from {{room}}.',
  'browser.wasDeleted': '{{room}} was deleted.',
  'browser.notSent': 'Your message wasn’t sent. You can still copy it.',
  'browser.notThere': 'You’re no longer in this room.',
  'browser.gone': 'This message was deleted, or you’re no longer in this room.',
  'browser.trouble': 'Connection lost. Reconnecting…',
  'browser.retryIn': '{{count}} s',
  'browser.retryNow': 'Retry now',
  'browser.diagnose': 'Check the connection',
  'browser.you': 'You',
  'browser.youAre': 'You are',
  'browser.changeName': 'Change',
} as const;
