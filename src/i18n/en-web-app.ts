/** English texts for what an installed Linger shows: the page without a connection, notifications. */
export const webAppEn = {
  'offline.heading': 'Linger can’t be reached',
  'offline.detail': 'Check your connection. This page opens by itself as soon as the server answers.',
  'offline.kept': 'What you wrote is kept in this browser, and unsent messages are sent when you’re back.',
  'offline.retry': 'Try again',
  'push.in': 'New message in {{room}}',
  'push.from': 'New message from {{name}}',
  'push.mention': 'You were mentioned in {{room}}',
  'push.heading': 'Push notifications',
  'push.detail':
    'These devices get notifications even while Linger is closed. They end when you sign out there.',
  'push.since': 'Since',
  'push.remove': 'Remove',
  'push.removeOne': 'Stop push notifications on {{device}}',
  'account.done.push': 'That device no longer gets push notifications.',
  'error.PUSH_SERVICE_UNKNOWN.heading': 'Push notifications can’t reach this browser',
  'error.PUSH_SERVICE_UNKNOWN.detail':
    'This server doesn’t send to the push service of this browser. If you run it, check the setting PUSH_SERVICES.',
};
