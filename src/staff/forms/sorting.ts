import Sortable from 'sortablejs';

const made = new WeakSet<Element>();

/**
 * Lets the items of the lists in a form be dragged by their grips. What is drawn stays as it was drawn: the item goes back
 * where it stood, and the new order comes with the next drawing.
 * @param onDragged the list's path, where the item stood, and where it was dropped
 */
export function sortableIn(
  root: ParentNode,
  onDragged: (path: string, from: number, to: number) => void,
): void {
  for (const list of root.querySelectorAll<HTMLElement>('ul[data-list]')) {
    if (made.has(list)) continue;
    made.add(list);
    let before: ChildNode | null = null;
    Sortable.create(list, {
      handle: '.grip',
      draggable: '.item',
      forceFallback: true,
      onStart: ({ item }) => {
        before = item.nextSibling;
      },
      onEnd: ({ item, oldIndex = 0, newIndex = 0 }) => {
        list.insertBefore(item, before);
        onDragged(list.dataset['list'] ?? '', oldIndex, newIndex);
      },
    });
  }
}
