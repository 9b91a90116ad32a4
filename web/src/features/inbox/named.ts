/** The message that an address names: brought to the middle of its timeline and marked. */

/** False when it is not here. Only the timeline scrolls: scrollIntoView would move the page around it too. */
export function showNamed(box: HTMLElement | null, message: string): boolean {
  const named = message ? document.getElementById(message) : null;
  if (!named || !box?.contains(named)) return false;
  named.dataset['found'] = '';
  const [around, at] = [box.getBoundingClientRect(), named.getBoundingClientRect()];
  box.scrollTop += at.top - around.top - Math.max(0, around.height - at.height) / 2;
  return true;
}

/** From `#msg_…` or `?message=msg_…`. */
export const messageInAddress = (): string =>
  window.location.hash.slice(1) || (new URLSearchParams(window.location.search).get('message') ?? '');
