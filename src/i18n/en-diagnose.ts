/** English texts for the page that tests the connection. Its script needs those of `diagnosis.` */
export const diagnoseEn = {
  'diagnose.title': 'Check the connection',
  'diagnose.about': 'See what this network lets through, and what Linger does about it.',
  'diagnose.start': 'Start',
  'diagnose.duration': 'Takes about half a minute. Nothing is stored.',
  'diagnose.noScript': 'The tests need JavaScript. This is what the server sees without it:',
  'diagnose.tests': 'Tests',
  'diagnose.test.post': 'Sending (POST with a cookie)',
  'diagnose.test.hold': 'An answer after {{seconds}} seconds',
  'diagnose.test.text': 'Compressed answers',
  'diagnose.test.parts': 'Answers in parts (streaming)',
  'diagnose.test.events': 'Server-sent events',
  'diagnose.test.websocket': 'WebSocket',
  'diagnose.report.heading': 'For the administrator',
  'diagnose.report.about':
    'Send this to whoever runs the network or this server. It contains no names, passwords or messages, and not your address.',
  'diagnose.report.label': 'Results as text',
  'diagnose.report.copy': 'Copy',
  'diagnose.arrival.heading': 'What the server sees',
  'diagnose.arrival.address': 'Your address',
  'diagnose.arrival.address.unknown': 'Unknown',
  'diagnose.arrival.proxy': 'Proxy',
  'diagnose.arrival.proxy.none': 'None detected',
  'diagnose.arrival.proxy.trusted': 'Yes, one listed in TRUST_PROXY',
  'diagnose.arrival.proxy.untrusted':
    'Yes, but not listed in TRUST_PROXY, so everyone behind it shares one address',
  'diagnose.arrival.via': 'Passed on by (Via)',
  'diagnose.arrival.https': 'HTTPS',
  'diagnose.arrival.https.true': 'Yes',
  'diagnose.arrival.https.false': 'No',
  'diagnose.arrival.version': 'HTTP version',
  'diagnose.arrival.compression': 'Compression',
  'diagnose.arrival.compression.none': 'Not asked for',

  'diagnosis.stop': 'Stop',
  'diagnosis.again': 'Start again',
  'diagnosis.testing': 'Testing…',
  'diagnosis.stopped': 'You stopped the tests.',
  'diagnosis.untested': 'Not tested',
  'diagnosis.running': 'Running…',

  'diagnosis.works': 'Works',
  'diagnosis.cut': 'Cut after {{seconds}} s: connection lost',
  'diagnosis.cutWithStatus': 'Cut after {{seconds}} s: status {{status}}',
  'diagnosis.silent': 'No answer',
  'diagnosis.blocked': 'Blocked',
  'diagnosis.blockedWithStatus': 'Blocked: status {{status}}',
  'diagnosis.together': 'Arrive all at once',
  'diagnosis.plain': 'Arrive uncompressed',
  'diagnosis.repacked': 'Arrive compressed differently',
  'diagnosis.garbled': 'Arrive damaged',
  'diagnosis.noCookie': 'Arrives without the cookie',
  'diagnosis.refused': 'Not tested: the server is busy or restarting',

  'diagnosis.good': 'Linger works here.',
  'diagnosis.bad': 'Linger doesn’t work here.',
  'diagnosis.unknown': 'The server is busy or restarting. Try again in a minute.',
  'diagnosis.unreachable': 'The server can’t be reached. Check that this device is online.',
  'diagnosis.postBlocked': 'Messages can’t be sent: something on the way blocks POST requests.',
  'diagnosis.cookieLost':
    'Messages can’t be sent: the cookie doesn’t reach the server. Allow cookies for this address, or ask whoever runs the network.',
  'diagnosis.textGarbled': 'Something on the way damages answers, so pages and messages may be incomplete.',
  'diagnosis.holdsWork': 'Requests can wait {{seconds}} seconds for an answer, so messages arrive at once.',
  'diagnosis.holdsLongEnough':
    'Requests are cut after about {{seconds}} seconds. This server answers sooner, so messages arrive at once.',
  'diagnosis.holdsShortened':
    'Requests are cut after about {{seconds}} seconds. Linger then asks for waits of less than {{step}} seconds, and messages still arrive at once.',
  'diagnosis.holdsZero':
    'Requests are cut after about {{seconds}} seconds. Linger then stops waiting and asks every {{every}} seconds.',
  'diagnosis.holdsBlocked': 'Requests that wait are blocked, so new messages don’t arrive.',
  'diagnosis.textChanged': 'Something on the way unpacks or recompresses answers. Linger doesn’t mind.',
  'diagnosis.partsTogether':
    'Answers in parts are held back until they’re complete. Linger sends every answer whole.',
  'diagnosis.eventsFail':
    'Server-sent events don’t get through: chats that need them wouldn’t work here. Linger doesn’t use them.',
  'diagnosis.websocketFails':
    'WebSockets don’t get through: chats that need them wouldn’t work here. Linger doesn’t use them.',
  'diagnosis.othersWork': 'WebSockets and server-sent events get through as well. Linger doesn’t use them.',
  'diagnosis.clockAhead_one':
    'The clock of this device is about {{count}} minute ahead of the server’s. Linger shows the server’s times.',
  'diagnosis.clockAhead_other':
    'The clock of this device is about {{count}} minutes ahead of the server’s. Linger shows the server’s times.',
  'diagnosis.clockBehind_one':
    'The clock of this device is about {{count}} minute behind the server’s. Linger shows the server’s times.',
  'diagnosis.clockBehind_other':
    'The clock of this device is about {{count}} minutes behind the server’s. Linger shows the server’s times.',

  'diagnosis.reportOf': 'Connection check of Linger at {{url}}',
  'diagnosis.reportTime': 'Time',
  'diagnosis.reportBrowser': 'Browser',
  'diagnosis.reportClock': 'Clock of the device, compared with the server’s',
  'diagnosis.seconds': '{{seconds}} s',
  'diagnosis.line': '{{name}}: {{value}}',
  'diagnosis.detail': '{{text}} ({{detail}})',
  'diagnosis.copied': 'Copied',
  'diagnosis.selected': 'Selected: copy it with your keyboard or menu.',
} as const;
