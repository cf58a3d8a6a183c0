/**
 * Which page of the staff's a click leads to, if the click is a plain one on a link to such a page; all others are the
 * browser's own: another window, a download, a file of the hub.
 * @returns its path
 */
export function followed(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return undefined;
  const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
  if (!link || link.target !== '' || link.hasAttribute('download') || link.hash !== '') return undefined;
  return link.origin === location.origin && link.pathname.startsWith('/staff/') ? link.pathname : undefined;
}
