export { type FieldChange, diffOf, orderDiff } from './diff.ts';
export {
  type ContentEntry,
  type Title,
  WHOLE,
  contentRoles,
  entriesOf,
  filesOf,
  fitsRole,
  isList,
  placeOf,
  titleOf,
  withId,
} from './entries.ts';
export { type JsonObject, type JsonPath, same } from './json.ts';
export { type MergeConflict, mergeThree, settle } from './merge.ts';
export { mergeOrder, movedIds } from './order.ts';
export { type RefList, refOf, usesIn } from './refs.ts';
