/** Memory of processes on Linux. */
import { readFileSync } from "node:fs";

const EVERY_MS = 100;

/** Resident bytes of a process; 0 when it is gone or the system does not tell. */
export function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

export type Growth = { readonly [who: string]: number };

/** Watches the sum of each group of processes while `work` runs: the most bytes by which it grew. */
export async function watchGrowth<V>(groups: Readonly<Record<string, readonly number[]>>, work: () => Promise<V>): Promise<{ value: V; growth: Growth }> {
  const sum = (pids: readonly number[]) => pids.reduce((total, pid) => total + residentBytes(pid), 0);
  const before = Object.fromEntries(Object.entries(groups).map(([who, pids]) => [who, sum(pids)]));
  const growth: Record<string, number> = Object.fromEntries(Object.keys(groups).map((who) => [who, 0]));
  const look = () => {
    for (const [who, pids] of Object.entries(groups)) growth[who] = Math.max(growth[who] ?? 0, sum(pids) - (before[who] ?? 0));
  };
  const timer = setInterval(look, EVERY_MS);
  try {
    const value = await work();
    look();
    return { value, growth };
  } finally {
    clearInterval(timer);
  }
}
