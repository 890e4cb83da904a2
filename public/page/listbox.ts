/** Sets several attributes. */
export function describe(made: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
}

/**
 * Marks the option that the keys of a combobox have reached (ARIA Authoring Practices). The focus stays in the box.
 *
 * @param at position of the option; -1 for none
 */
export function reach(box: Element, list: Element, at: number): void {
  for (const [i, option] of [...list.children].entries())
    describe(option, { 'aria-selected': String(i === at) });
  const option = list.children[at];
  describe(box, { 'aria-activedescendant': option?.id ?? '' });
  option?.scrollIntoView({ block: 'nearest' });
}
