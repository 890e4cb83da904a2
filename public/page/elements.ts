const SVG = 'http://www.w3.org/2000/svg';

/**
 * The one element for a selector, which the templates guarantee. Throws if it is missing or of another type.
 */
export function find<T extends Element>(selector: string, type: new () => T, root: ParentNode = document): T {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`the page has no ${selector}`);
  return found;
}

/** The text of the one element for a selector. */
export function textOf(selector: string, root: ParentNode): string {
  return find(selector, HTMLElement, root).textContent ?? '';
}

/** HTML is parsed only here and below. It comes from the server, which escapes it. Throws unless it is exactly one element. */
export function fromServer(html: string): HTMLElement {
  const template = document.createElement('template');
  template.innerHTML = html;
  const made = template.content.firstElementChild;
  if (template.content.childNodes.length !== 1 || !(made instanceof HTMLElement))
    throw new Error('the server sent something else');
  return made;
}

/** A whole page of the server's, as a browser shows it that runs scripts. None of its own run. */
export function pageFromServer(html: string): Document {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const one of page.querySelectorAll('noscript')) one.remove();
  return page;
}

/** @param options text, never HTML */
export function element(
  tag: string,
  options: { class?: string; text?: string } = {},
  children: (Node | string)[] = [],
): HTMLElement {
  const made = document.createElement(tag);
  if (options.class) made.className = options.class;
  if (options.text !== undefined) made.textContent = options.text;
  made.append(...children);
  return made;
}

export function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', onClick);
  return made;
}

/**
 * A button with a drawn icon, its name as a tooltip.
 *
 * @param path of the icon's lines, on 24 × 24
 */
export function iconButton(name: string, path: string, onClick: () => void): HTMLButtonElement {
  const made = button('', onClick);
  made.className = 'icon-button';
  made.title = name;
  const [drawing, lines] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'path')];
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  lines.setAttribute('d', path);
  drawing.append(lines);
  made.append(drawing, element('span', { class: 'visually-hidden', text: name }));
  return made;
}

/** Goes to an address as if a link to it had been pressed. */
export function openLink(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  document.body.append(link);
  link.click();
  link.remove();
}
