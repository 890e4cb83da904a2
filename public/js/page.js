/**
 * What the server tells the scripts about this page, and the elements they work on.
 *
 * @typedef {{ id: string, name: string }} Person
 * @typedef {{ key: string, name: string }} Room
 * @typedef {object} PageData
 * @property {string} lang
 * @property {Room} room
 * @property {string} cursor the newest message shown, or the nil UUID: from the beginning
 * @property {Person | null} me
 * @property {number} maxBodyChars in code points
 * @property {number} [holdMs] how long the server holds a poll
 * @property {Record<string, string>} strings
 */

/** @returns {PageData} */
export function readPage() {
  return JSON.parse(find('.page', HTMLElement).dataset['page'] ?? '');
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
  const element = root.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`the page has no ${selector}`);
  return element;
}
