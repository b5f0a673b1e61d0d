/** Makes a forgotten case of a union a compile error. Throws if it is reached all the same. */
export function assertNever(value: never): never {
  throw new Error(`unreachable case: ${typeof value}`);
}
