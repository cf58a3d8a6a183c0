/** What staff call a terminal `t`: the name they gave it, else how its key begins. */
export const TERMINAL_NAME = `coalesce(nullif(t.name, ''), 'T-' || upper(left(t.thumbprint, 4)))`;

/** Drops what is null: an optional field that is not there. */
export const present = <T extends object>(row: T): { [K in keyof T]: Exclude<T[K], null> } =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as {
    [K in keyof T]: Exclude<T[K], null>;
  };
