let ending = new AbortController();

/** Aborted when another page takes the place of this one in the window (`navigation/in-place.ts`). */
export function pageSignal(): AbortSignal {
  return ending.signal;
}

/** Ends everything that the page has started, before the next page starts. */
export function endPage(): void {
  ending.abort();
  ending = new AbortController();
}

/** Listens to what outlasts the page, as long as the page is there. */
export function listen<K extends keyof WindowEventMap>(
  target: Window,
  type: K,
  listener: (event: WindowEventMap[K]) => void,
): void;
export function listen<K extends keyof DocumentEventMap>(
  target: Document,
  type: K,
  listener: (event: DocumentEventMap[K]) => void,
): void;
export function listen(target: EventTarget, type: string, listener: (event: never) => void): void {
  target.addEventListener(type, listener as EventListener, { signal: ending.signal });
}
