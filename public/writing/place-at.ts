/** Clear of the frame around the box. */
const GAP_PX = 10;
const MARGIN_PX = 6;

/** Places what floats above a box, or below it where there is more room. It has the height that is left there. */
export function placeAt(floating: HTMLElement, box: HTMLElement): void {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const isAbove = top > clientHeight - bottom;
  const set = (name: string, px: number) => floating.style.setProperty(name, `${Math.max(MARGIN_PX, px)}px`);
  floating.classList.toggle('below', !isAbove);
  set('--left', left);
  set('--right', Math.min(clientWidth - right, clientWidth - floating.offsetWidth - MARGIN_PX));
  set('--from', (isAbove ? clientHeight - top : bottom) + GAP_PX);
  set('--room', (isAbove ? top : clientHeight - bottom) - GAP_PX - MARGIN_PX);
}
