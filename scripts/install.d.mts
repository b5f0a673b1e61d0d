type Lock = { packages: Record<string, { version?: string; dev?: boolean; optional?: boolean }> };
export function isStale(lock: Lock, installed: Lock, options: { development: boolean }): boolean;
