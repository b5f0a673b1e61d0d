import "server-only";
import { inTransaction, type Tx } from "./db";
import type { Outcome, Refusal } from "./http-errors";

/** Ends a transaction whose work was refused; it never leaves this file. */
class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super("rolled back");
    this.refusal = refusal;
  }
}

/** One transaction that writes all or nothing: a refusal takes back what was written before it. */
export async function transact<V>(work: (tx: Tx) => Promise<Outcome<V>>): Promise<Outcome<V>> {
  try {
    return await inTransaction(async (tx) => {
      const outcome = await work(tx);
      if (!outcome.ok) throw new RolledBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal;
    throw error;
  }
}
