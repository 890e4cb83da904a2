/** A page that was loaded anew must not do so again before this. */
const RELOAD_EVERY_MS = 60_000;
const LONG_AWAY_MS = 10_000;

/** @returns {PageData} */
export function readPage() {
  return JSON.parse(find('.page', HTMLElement).dataset['page'] ?? '');
}

/** Loads the page anew, unless that was just done and did not help. */
export function reloadOnce() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  if (visit?.type !== 'reload' || performance.now() > RELOAD_EVERY_MS) location.reload();
}

/**
 * The one element that a selector names. The templates promise that it is there.
 *
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 * @param {ParentNode} root
 * @returns {T}
 */
export function find(selector, type, root = document) {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`the page has no ${selector}`);
  return found;
}

/**
 * The only way in for HTML from the server, which escapes it: exactly one element, or nothing.
 *
 * @param {string} html
 * @returns {HTMLElement}
 */
export function fromServer(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const made = template.content.firstElementChild;
  if (template.content.childNodes.length !== 1 || !(made instanceof HTMLElement))
    throw new Error('the server sent something else');
  return made;
}

/**
 * A message, or a notice.
 *
 * @param {string} html
 */
export function messageFromServer(html) {
  const message = fromServer(html);
  if (!/^[mn][\w-]+$/.test(message.id)) throw new Error('the server sent something that is not a message');
  return message;
}

/**
 * @param {string} tag
 * @param {{ class?: string, text?: string }} options text, never markup
 * @param {(Node | string)[]} children
 */
export function element(tag, options = {}, children = []) {
  const made = document.createElement(tag);
  if (options.class) made.className = options.class;
  if (options.text !== undefined) made.textContent = options.text;
  made.append(...children);
  return made;
}

/**
 * @param {string} text
 * @param {() => void} onClick
 */
export function button(text, onClick) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', onClick);
  return made;
}

/**
 * Calls back when this page may have missed something without noticing: the network returns, or the page is seen
 * again after a while (a machine asleep drops its connections silently).
 *
 * @param {() => void} onWake
 */
export function watchForWake(onWake) {
  let hiddenAt = Date.now();
  window.addEventListener('online', onWake);
  window.addEventListener('pageshow', (event) => event.persisted && onWake());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > LONG_AWAY_MS) onWake();
  });
}

/**
 * Where a keyboard covers the page instead of making it smaller (Safari knows no `interactive-widget`), the page is
 * given the height that can be seen. Zooming is left alone.
 */
export function followKeyboard() {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const fit = () => {
    const covered = viewport.scale === 1 && window.innerHeight - viewport.height > 1;
    document.documentElement.style.setProperty('--viewport', covered ? `${viewport.height}px` : '');
    if (covered) window.scrollTo(0, 0);
  };
  viewport.addEventListener('resize', fit);
}
