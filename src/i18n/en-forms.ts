/** English texts for confirmations and for forms that must be sent again. */
export const formsEn = {
  'form.stale.heading': 'Please try that again',
  'form.stale.detail':
    'This page was open for a long time, so nothing has been changed yet. Check what you entered and press the button again. Your browser must allow cookies.',
  'form.field.heading': 'Check this field',
  'form.field.detail': 'It’s missing or not valid.',
  'error.back.there': 'Go back',
  'error.again': 'Try again',
  'error.invite.heading': 'This invite link doesn’t work',
  'error.invite.detail':
    'It may have expired, been revoked or been used up. Ask the person who sent it to you for a new one.',
  'error.stranger': 'If this is a private room or page, sign in to see it.',
  'error.draft.lost.heading': 'Your message wasn’t sent',
  'error.draft.lost.detail':
    'The room may have been deleted, you may no longer be in it, or it never existed. You can still copy your message.',
  'confirm.cancel': 'Cancel',
  'confirm.hand-over.question': 'Transfer {{room}} to {{user}}?',
  'confirm.hand-over.detail':
    '{{user}} will become the owner, and you’ll become a moderator. Only {{user}} can undo this.',
  'confirm.hand-over.button': 'Transfer ownership',
  'confirm.demote.question': 'Remove {{user}} as moderator of {{room}}?',
  'confirm.demote.detail': '{{user}} will stay a member.',
  'confirm.demote.button': 'Remove as moderator',
  'confirm.remove.question': 'Remove {{user}} from {{room}}?',
  'confirm.remove.detail': '{{user}} won’t be able to read or write here unless someone invites them again.',
  'confirm.remove.button': 'Remove {{user}}',
  'confirm.ban.question': 'Ban {{user}} from {{room}}?',
  'confirm.ban.detail':
    '{{user}} will be removed and won’t be able to rejoin, by invitation or link, until they’re unbanned.',
  'confirm.ban.button': 'Ban {{user}}',
  'confirm.leave.question': 'Leave {{room}}?',
  'confirm.leave.detail': 'You won’t be able to read or write there unless someone invites you again.',
  'confirm.leave.button': 'Leave group',
  'confirm.leave-alone.question': 'Leave and delete {{room}}?',
  'confirm.leave-alone.detail':
    'You’re the last member, so the group and all its messages will be deleted. This can’t be undone.',
  'confirm.leave-alone.button': 'Leave and delete',
  'confirm.owner.question': 'Choose a new owner for {{room}}',
  'confirm.owner.detail': 'You own this group. Before you leave, transfer it to another member or delete it.',
  'confirm.owner.to': 'New owner',
  'confirm.delete-group.question': 'Delete {{room}}?',
  'confirm.delete-group.detail':
    'All messages in this group will be deleted for everyone. This can’t be undone.',
  'confirm.delete-group.button': 'Delete group',
  'confirm.withdraw-invitation.question': 'Withdraw the invitation for {{user}} to join {{room}}?',
  'confirm.withdraw-invitation.detail': '{{user}} won’t be able to join with it.',
  'confirm.withdraw-invitation.button': 'Withdraw',
  'confirm.revoke-link.question': 'Revoke this invite link to {{room}}?',
  'confirm.revoke-link.detail_one':
    'Created by {{by}} · expires {{until}} · {{count}} use left. No one will be able to join with it.',
  'confirm.revoke-link.detail_other':
    'Created by {{by}} · expires {{until}} · {{count}} uses left. No one will be able to join with it.',
  'confirm.revoke-link.button': 'Revoke',
  'confirm.decline-invitation.question': 'Decline {{user}}’s invitation to {{room}}?',
  'confirm.decline-invitation.detail': 'To join later, you’ll need a new invitation.',
  'confirm.decline-invitation.button': 'Decline',
  'confirm.unfriend.question': 'Remove {{user}} from your friends?',
  'confirm.unfriend.detail':
    '{{user}} will be notified. To be friends again, one of you will have to send a new request.',
  'confirm.unfriend.button': 'Remove friend',
  'confirm.withdraw-request.question': 'Withdraw your friend request to {{user}}?',
  'confirm.withdraw-request.detail': '{{user}} will be notified. You can send another request later.',
  'confirm.withdraw-request.button': 'Withdraw',
  'confirm.decline-request.question': 'Decline {{user}}’s friend request?',
  'confirm.decline-request.detail':
    '{{user}} will be notified. To be friends later, one of you will have to send a new request.',
  'confirm.decline-request.button': 'Decline',
  'confirm.block.question': 'Block {{user}}?',
  'confirm.block.detail':
    'You won’t see what they write, and their requests, invitations and new messages won’t reach you. They won’t be notified, and you both stay in your rooms.',
  'confirm.block.button': 'Block {{user}}',
  'confirm.end-session.question': 'Sign out {{device}}?',
  'confirm.end-session.detail':
    'You’ll have to sign in again there. Sign-in links that haven’t been used yet will stop working.',
  'confirm.end-session.button': 'Sign out',
  'confirm.end-sessions.question': 'Sign {{user}} out everywhere?',
  'confirm.end-sessions.detail':
    'You’ll have to sign in again on every device, including this one. Devices: {{count}}.',
  'confirm.end-sessions.button': 'Sign out everywhere',
  'confirm.delete-account.question': 'Delete account {{user}}?',
  'confirm.delete-account.detail':
    'Your messages stay, under the name “deleted account”. Everything else is deleted. This can’t be undone.',
  'confirm.delete-account.button': 'Delete account',
  'copy.button': 'Copy',
  'copy.done': 'Copied',
  'copy.selected': 'Selected. Press Ctrl+C or ⌘C to copy it.',
  'qr.name': 'QR code of the invite link to {{room}}',
  'qr.large': 'Show large',
  'qr.scan': 'Scan to join {{room}}',
} as const;
