/** The next event of a type on an element, with its own class. */
export function nextEvent<K extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  eventType: K,
): Promise<HTMLElementEventMap[K]> {
  return new Promise((resolve) => target.addEventListener(eventType, resolve, { once: true }));
}
