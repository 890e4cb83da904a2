import { accountsEn } from './en-accounts.js';
import { formsEn } from './en-forms.js';
import { friendsEn } from './en-friends.js';
import { roomsEn } from './en-rooms.js';

/**
 * The English catalogue, which defines all keys. Keys are flat; plurals end in `_one` and `_other`; keys that begin with `browser.` are
 * also sent to the page's scripts.
 */
export const en = {
  ...accountsEn,
  ...formsEn,
  ...friendsEn,
  ...roomsEn,

  'app.name': 'Linger',
  'app.tagline': 'If a web page opens, you can talk.',
  'app.skip': 'Skip to the conversation',
  'app.skip.content': 'Skip to the content',

  'room.lobby': 'Lobby',
  'room.older': 'Older messages are not shown',
  'room.olderUnread': 'Older messages, some of them unread, are not shown',

  'guest.name': 'Guest {{number}}',

  'log.label': 'Messages in {{room}}',
  'log.empty.heading': 'No messages yet',
  'log.empty.open': 'Write the first message. Anyone who opens this room can read it.',
  'log.empty.group': 'Write the first message. Only members of this group can read it.',
  'log.empty.direct': 'Write the first message. Only you and {{name}} can read it.',
  'log.check': 'Check for new messages',

  'composer.form': 'Write a message',
  'composer.label': 'Message',
  'composer.placeholder': 'Write a message',
  'composer.send': 'Send',
  'composer.hint': 'Enter sends, Shift + Enter starts a new line',

  'rooms.open': 'Rooms and settings',
  'rooms.close': 'Close',
  'rooms.heading': 'Rooms',
  'rooms.enter.label': 'Open a room',
  'rooms.enter.placeholder': 'Name or number',
  'rooms.enter.button': 'Open',

  'me.guest': 'You are a guest',
  'me.choose': 'Choose a name',
  'me.label': 'Your name',
  'person.mark': 'guest',
  'person.deleted': 'deleted account',
  'me.accountLabel': 'Username',
  'me.accountNote':
    'Shown with what you write from now on. You sign in with this name; the old one still works for 90 days.',
  'me.note': 'Shown with what you write from now on.',
  'me.save': 'Save',

  'language.label': 'Language',

  'docs.title': 'The API of Linger',
  'docs.optional': 'optional',
  'docs.parameters': 'Parameters',
  'docs.body': 'Body',
  'docs.answers': 'Answers',
  'docs.schemas': 'Schemas',
  'docs.others': 'Others',

  'error.draft.heading': 'What you wrote',
  'error.draft.detail': 'It was not sent. You can change it here and send it again.',
  'error.draft.sendAs': 'Send as {{name}}',
  'error.draft.sendAsGuest': 'Send as a new guest',
  'error.back.lobby': 'Go to the lobby',

  'error.BODY_BLANK.heading': 'There was nothing to send',
  'error.BODY_BLANK.detail': 'Write something first.',
  'error.BODY_TOO_LONG.heading': 'That message is too long',
  'error.BODY_TOO_LONG.detail':
    'A message can have at most {{max}} characters. Shorten it or send it in parts.',
  'error.BODY_INVALID.heading': 'That message cannot be sent',
  'error.BODY_INVALID.detail':
    'It contains characters that cannot be stored, or too many marks stacked on one letter.',
  'error.NAME_BLANK.heading': 'You need a name',
  'error.NAME_BLANK.detail': 'Write the name that others should see.',
  'error.NAME_TOO_LONG.heading': 'That name is too long',
  'error.NAME_TOO_LONG.detail': 'A name can have at most {{max}} characters.',
  'error.NAME_INVALID.heading': 'That name cannot be used',
  'error.NAME_INVALID.detail':
    'It contains characters that cannot be shown, or too many marks stacked on one letter.',
  'error.NAME_MIXED.heading': 'That name mixes alphabets',
  'error.NAME_MIXED.detail':
    'Some of its letters look like those of another alphabet. Use one alphabet only.',
  'error.TOO_MANY_REQUESTS.heading': 'You’re doing that too fast',
  'error.TOO_MANY_REQUESTS.detail_one': 'Try again in {{count}} second.',
  'error.TOO_MANY_REQUESTS.detail_other': 'Try again in {{count}} seconds.',
  'error.ROOM_INVALID.heading': 'This is not a valid room name',
  'error.ROOM_INVALID.detail':
    'A room name has 1 to 64 characters, contains none of , : / \\ ? # % and does not begin with ~ or @.',
  'error.NEXT_INVALID.heading': 'The address to return to is not valid',
  'error.NEXT_INVALID.detail': 'The field “next” must be a path on this server. Nothing was changed.',
  'error.FIELD_INVALID.heading': 'The form was not filled in correctly',
  'error.FIELD_INVALID.detail': 'The field “{{field}}” is missing, repeated or not valid.',
  'error.LANGUAGE_UNKNOWN.heading': 'That language is not available',
  'error.LANGUAGE_UNKNOWN.detail': 'Choose one of the languages on the page.',
  'error.CLIENT_ID_REUSED.heading': 'That message was already sent',
  'error.CLIENT_ID_REUSED.detail':
    'You sent another message with the same “client_id”. Send this one with a new one.',
  'error.IDENTITY_CHANGED.heading': 'You are now {{name}}',
  'error.IDENTITY_CHANGED.detail':
    'Someone else has started to use this browser since the page was opened. Nothing was sent or changed.',
  'error.EPOCH_CHANGED.heading': 'The chat was restored from a backup',
  'error.EPOCH_CHANGED.detail': 'Your copy is out of date. Load it again from the beginning.',
  'error.TOO_MANY_POLLS.heading': 'Too many windows are open',
  'error.TOO_MANY_POLLS.detail': 'Close some windows, or try again in a moment.',
  'error.NOT_YOURS.heading': 'This message is not yours',
  'error.NOT_YOURS.detail': 'Only its author can change it.',
  'error.CSRF_INVALID.heading': 'This page has expired',
  'error.CSRF_INVALID.detail':
    'For your protection nothing was changed. Go back, reload the page and try again. Your browser must allow cookies.',
  'error.CROSS_SITE.heading': 'This request came from another site',
  'error.CROSS_SITE.detail':
    'Nothing was changed. If you run this server behind a proxy, set PUBLIC_URL to the address that people use.',
  'error.NOT_FOUND.heading': 'Page not found',
  'error.NOT_FOUND.detail': 'The address may be mistyped, or the page no longer exists.',
  'error.METHOD_NOT_ALLOWED.heading': 'This address does not work that way',
  'error.METHOD_NOT_ALLOWED.detail': 'The address exists, but does not accept this kind of request.',
  'error.PAYLOAD_TOO_LARGE.heading': 'That is too large',
  'error.PAYLOAD_TOO_LARGE.detail': 'Shorten what you send and try again.',
  'error.UNSUPPORTED_MEDIA_TYPE.heading': 'This kind of content is not supported',
  'error.UNSUPPORTED_MEDIA_TYPE.detail':
    'Send a form (application/x-www-form-urlencoded) or JSON (application/json).',
  'error.BAD_REQUEST.heading': 'This request was not understood',
  'error.BAD_REQUEST.detail': 'Something in it is missing or not valid.',
  'error.HOST_INVALID.heading': 'This request was not understood',
  'error.HOST_INVALID.detail': 'It must name exactly one valid host.',
  'error.HOST_UNKNOWN.heading': 'This server has another address',
  'error.HOST_UNKNOWN.detail':
    'It does not answer under this name. If you run it, check the setting PUBLIC_URL: it may be wrong, or the proxy may not pass the Host header on.',
  'error.SHUTTING_DOWN.heading': 'The server is restarting',
  'error.SHUTTING_DOWN.detail': 'Try again in a moment.',
  'error.STORAGE_UNAVAILABLE.heading': 'Nothing can be saved right now',
  'error.STORAGE_UNAVAILABLE.detail': 'Nothing that was sent before is lost. Try again in a moment.',
  'error.INTERNAL.heading': 'Something went wrong here',
  'error.INTERNAL.detail': 'It is not your fault, and the error was logged. Try again in a moment.',

  'browser.sending': 'Sending…',
  'browser.failed': 'Not sent',
  'browser.retry': 'Retry',
  'browser.edit': 'Edit',
  'browser.discard': 'Discard',
  'browser.offline': 'No connection to the server.',
  'browser.refused': 'The server did not accept it.',
  'browser.busy': 'The server is busy. Try again in a moment.',
  'browser.tooLong_one': '{{count}} character too many',
  'browser.tooLong_other': '{{count}} characters too many',
  'browser.left_one': '{{count}} character left',
  'browser.left_other': '{{count}} characters left',
  'browser.unread': 'unread',
  'browser.newMessages_one': '{{count}} new message',
  'browser.newMessages_other': '{{count}} new messages',
  'browser.unreadLine': 'New',
  'browser.unreadAbove': 'Earlier unread messages are above',
  'browser.gap': 'Some messages are not shown',
  'browser.load': 'Show them',
  'browser.loading': 'Loading…',
  'browser.notLoaded': 'Could not load them',
  'browser.tools': 'Edit or delete',
  'browser.editLabel': 'Edit your message',
  'browser.save': 'Save',
  'browser.cancel': 'Cancel',
  'browser.delete': 'Delete',
  'browser.deleteAsk': 'Delete this message for everyone?',
  'browser.edited': 'edited',
  'browser.draft': 'Draft',
  'browser.notKept':
    'This browser has no space left to keep your draft. Leave this page open until you have sent it.',
  'browser.nowOther':
    'You are now {{name}}. This page no longer sends anything; what you wrote is still here.',
  'browser.signedOut':
    'You have been signed out. This page no longer sends anything; what you wrote is still here.',
  'browser.visitOver':
    'Your session has ended. This page no longer sends anything; what you wrote is still here.',
  'browser.signIn': 'Sign in',
  'browser.goOnAs': 'Continue as {{name}}',
  'browser.goOn': 'Continue as a guest',
  'browser.closed': 'You are no longer in {{room}}.',
  'browser.youLeft': 'You left {{room}}.',
  'browser.youWereRemoved': 'You were removed from {{room}}.',
  'browser.youWereBanned': 'You were banned from {{room}}.',
  'browser.wasDeleted': '{{room}} was deleted.',
  'browser.notSent': 'What you wrote was not sent. You can still copy it.',
  'browser.notThere': 'You are no longer in this room.',
  'browser.gone': 'This message was deleted, or you are no longer in this room.',
  'browser.trouble': 'Connection lost. Trying again…',
  'browser.retryIn': '{{count}} s',
  'browser.retryNow': 'Retry now',
  'browser.you': 'You',
  'browser.youAre': 'You are',
  'browser.changeName': 'Change',
} as const;
