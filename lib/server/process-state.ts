import "server-only";

const holder = globalThis as { sealpostState?: Map<string, unknown> };

/**
 * What one process remembers without writing it down. Next makes several bundles of a module; this is one per
 * process. `name` must belong to one caller.
 */
export function processState<T>(name: string, make: () => T): T {
  holder.sealpostState ??= new Map();
  const { sealpostState } = holder;
  if (!sealpostState.has(name)) sealpostState.set(name, make());
  return sealpostState.get(name) as T;
}

/** Forgets everything, for tests. */
export function forgetProcessState(): void {
  delete holder.sealpostState;
}
