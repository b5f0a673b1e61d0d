/** One at a time: what reads the vault's state, asks the server and writes the answer back must not overlap with itself. */
import type { Client } from "./client";

const queues = new WeakMap<Client, Map<string, Promise<unknown>>>();

/** Runs `work` after everything of the same name that this client began before; a failure holds nobody up. */
export function inTurn<V>(client: Client, name: string, work: () => Promise<V>): Promise<V> {
  const queue = queues.get(client) ?? new Map<string, Promise<unknown>>();
  queues.set(client, queue);
  const next = (queue.get(name) ?? Promise.resolve()).then(work, work);
  queue.set(name, next);
  return next;
}
