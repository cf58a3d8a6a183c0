/** The last of a list: browsers before Chrome 92 have no `at`. */
export const lastOf = <T>(list: readonly T[]): T | undefined => list[list.length - 1];
