/**
 * How the inside of a format gives up on a file: it throws a `Refusal`, and `rewritingFormat`, the one door, turns that into
 * the fault of a Result. Formats that are read through many small functions stay readable that way.
 */
import type { Result } from "../shared/result";
import type { CleanFault } from "./format";

export class Refusal extends Error {
  readonly fault: CleanFault;

  constructor(fault: CleanFault) {
    super(fault);
    this.fault = fault;
  }
}

export function refuse(fault: CleanFault): never {
  throw new Refusal(fault);
}

/** Refuses the file unless `holds`. */
export function demand(holds: boolean, fault: CleanFault = "malformed"): asserts holds {
  if (!holds) refuse(fault);
}

/** The value, or a refusal for the reason that the result names. */
export function accept<V>(result: Result<V, CleanFault>): V {
  return result.ok ? result.value : refuse(result.code);
}
