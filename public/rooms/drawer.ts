import { find } from '../page/elements.js';

/** Closes the list of rooms where it lies over the page. */
export function closeDrawer(): void {
  const drawer = find('#sidebar', HTMLElement);
  if (isOpen(drawer)) drawer.hidePopover();
}

/** The keyboard leads out of it only to what can be seen. */
export function closeDrawerWhenLeft(): void {
  const drawer = find('#sidebar', HTMLElement);
  drawer.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !drawer.contains(relatedTarget)) closeDrawer();
  });
}

function isOpen(drawer: HTMLElement): boolean {
  return 'popover' in drawer && drawer.matches(':popover-open');
}
