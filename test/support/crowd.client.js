/**
 * Thousands of connections from a process of its own, for `crowd.ts`, which tells it what to do. It has descriptors of its own,
 * may be in a network of its own, and ends with the process that started it.
 */
import { once } from 'node:events';
import net from 'node:net';

/** No more at once than a listening socket lets wait. */
const AT_ONCE = 250;

/** @type {net.Socket[]} */
const sockets = [];
let answered = 0;
let leavesAtFirstAnswer = false;

/** @param {import('./crowd.js').Come} order */
async function come(order) {
  for (let i = 0; i < order.count; i += AT_ONCE) {
    const size = Math.min(AT_ONCE, order.count - i);
    await Promise.all(Array.from({ length: size }, () => connect(order)));
  }
  report();
}

/** @param {import('./crowd.js').Come} order */
async function connect({ host, port, request, reading }) {
  const socket = net.connect(port, host);
  sockets.push(socket);
  await once(socket, 'connect');
  // Being cut off is what some come for.
  socket.on('error', () => socket.destroy());
  if (reading !== 'none') socket.on('data', onData);
  await new Promise((resolve) => socket.write(request, resolve));
  if (reading === 'first') await once(socket, 'data');
}

/** @this {net.Socket} */
function onData() {
  this.off('data', onData).resume();
  answered++;
  if (!leavesAtFirstAnswer) return;
  leavesAtFirstAnswer = false;
  void leave();
}

async function leave() {
  const leaving = sockets.splice(0).filter((socket) => !socket.closed);
  const gone = leaving.map((socket) => once(socket, 'close'));
  for (const socket of leaving) socket.destroy();
  await Promise.all(gone);
  report();
}

function report() {
  process.send?.({ answered, at: Date.now() });
}

process.on('disconnect', () => process.exit());
process.on('message', (/** @type {import('./crowd.js').Order} */ order) => {
  if (order.do === 'come') void come(order);
  else if (order.do === 'leave') void leave();
  else leavesAtFirstAnswer = true;
});
