import Sortable from 'sortablejs';

/** A list with the item at `from` standing at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const rest = list.filter((_item, index) => index !== from);
  const item = list[from];
  return item === undefined ? list : [...rest.slice(0, to), item, ...rest.slice(to)];
}

/**
 * Lets the children of a list be dragged by their `.grip`, with a mouse or a finger.
 * @param onMove hears of it; the page then draws the list in its new order. What was dragged is put back before, so that
 *   the nodes stand as they were drawn.
 * @returns a function that ends it
 */
export function sorting(list: HTMLElement, onMove: (from: number, to: number) => void): () => void {
  let next: ChildNode | null = null;
  const made = Sortable.create(list, {
    handle: '.grip',
    draggable: '.sorted',
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    ghostClass: 'ghost',
    onStart: ({ item }) => {
      next = item.nextSibling;
    },
    onEnd: ({ item, oldDraggableIndex, newDraggableIndex }) => {
      list.insertBefore(item, next);
      if (oldDraggableIndex === undefined || newDraggableIndex === undefined) return;
      if (oldDraggableIndex !== newDraggableIndex) onMove(oldDraggableIndex, newDraggableIndex);
    },
  });
  return () => made.destroy();
}
