/**
 * Where a keyboard covers the page instead of making it smaller (Safari knows no `interactive-widget`), the page is
 * given the height that can be seen. Zooming is left alone.
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
