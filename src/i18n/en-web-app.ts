/** English texts for what a browser shows when it cannot reach Linger. */
export const webAppEn = {
  'offline.heading': 'Linger can’t be reached',
  'offline.detail': 'Check your connection. This page opens by itself as soon as the server answers.',
  'offline.kept': 'What you wrote is kept in this browser, and unsent messages are sent when you’re back.',
  'offline.retry': 'Try again',
};
