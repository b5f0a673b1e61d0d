/** A format whose reader tells what it leaves out while it writes the copy: what is told and what is taken out cannot differ. */
import { err, ok, type Result } from "../shared/result";
import type { Finding } from "./finding";
import type { CleanFault, Format, Inner, RemainId } from "./format";
import { Refusal } from "./refusal";

export interface Rewritten {
  readonly findings: readonly Finding[];
  readonly remains?: readonly RemainId[];
  /** Slices of the file where its bytes do not change. */
  readonly copy: readonly BlobPart[];
}

/** Files that are read as a whole must not be larger. */
const MAX_BYTES_IN_MEMORY = 256 * 1024 * 1024;

export function rewritingFormat(type: string, rewrite: (file: Blob, inner: Inner) => Promise<Rewritten>): Format {
  const run = async (file: Blob, inner: Inner): Promise<Result<Rewritten, CleanFault>> => {
    try {
      return ok(await rewrite(file, inner));
    } catch (cause) {
      if (cause instanceof Refusal) return err(cause.fault);
      throw cause;
    }
  };
  return {
    inspect: async (file, inner) => {
      const rewritten = await run(file, inner);
      return rewritten.ok ? ok({ findings: rewritten.value.findings, remains: rewritten.value.remains ?? [] }) : rewritten;
    },
    clean: async (file, inner) => {
      const rewritten = await run(file, inner);
      return rewritten.ok ? ok(new Blob([...rewritten.value.copy], { type })) : rewritten;
    },
  };
}

/** For files that fit into memory. */
export function rewritingFormatInMemory(type: string, rewrite: (bytes: Uint8Array, inner: Inner) => Rewritten | Promise<Rewritten>): Format {
  return rewritingFormat(type, async (file, inner) => {
    if (file.size > MAX_BYTES_IN_MEMORY) throw new Refusal("too-large");
    return rewrite(new Uint8Array(await file.arrayBuffer()), inner);
  });
}
