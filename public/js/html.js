/**
 * The only way in for HTML from the server, which escapes it: exactly one message, or nothing.
 *
 * @param {string} html
 * @returns {HTMLElement}
 */
export function messageFromServer(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const message = template.content.firstElementChild;
  const alone = template.content.childNodes.length === 1;
  if (!alone || !(message instanceof HTMLElement) || !/^m[\w-]+$/.test(message.id)) {
    throw new Error('the server sent something that is not a message');
  }
  return message;
}

/**
 * @param {string} tag
 * @param {{ class?: string, text?: string }} options text, never markup
 * @param {Node[]} children
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
