/** Finding one's way in a form by the ids and paths of its controls. */

/** @returns whether there is such a control */
export function focusId(root: ParentNode, id: string): boolean {
  const found = root.querySelector<HTMLElement>(`[id="${id}"]`);
  found?.focus();
  return Boolean(found);
}

/** Focuses what stands at a path: its control, or the first one inside it. @returns whether there is one */
export function focusAt(root: ParentNode, path: string): boolean {
  const control = root.querySelector<HTMLElement>(`[id="f-${path}"]`);
  const holder = root.querySelector(`[data-path="${path}"]`);
  const first = 'input, select, textarea, linli-pick, button, [tabindex]';
  const target =
    control && !control.classList.contains('fold') && !control.classList.contains('add')
      ? control
      : (holder?.querySelector<HTMLElement>(`.body :is(${first})`) ??
        holder?.querySelector<HTMLElement>(first) ??
        control);
  target?.scrollIntoView({ block: 'center' });
  target?.focus();
  return Boolean(target);
}
