/**
 * Sizes the page to the visible height where a keyboard covers it instead of shrinking it (Safari does not
 * support `interactive-widget`). Ignores zooming.
 */
export function followKeyboard(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const fit = () => {
    const covered = viewport.scale === 1 && window.innerHeight - viewport.height > 1;
    document.documentElement.style.setProperty('--viewport', covered ? `${viewport.height}px` : '');
    if (covered) window.scrollTo(0, 0);
  };
  viewport.addEventListener('resize', fit);
}
