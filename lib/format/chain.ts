/** What the signed records of a dossier share whose order matters: each names the one before it. */
import { equalBytes } from "../shared/bytes";
import type { DossierId, Hash } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import { NO_HASH } from "./log";

/** n, prev: place in the chain; seen: where its signer saw the coalition's log. */
export type Link = {
  readonly dossier_id: DossierId;
  readonly n: number;
  readonly prev: Uint8Array;
  readonly seen: { readonly seq: number };
};

export type LinkError = "E_ID" | "E_SEQ" | "E_PREV" | "E_ROLLBACK";

/**
 * Checks that `next` follows `last` (null: begins the chain): same dossier (E_ID), n (E_SEQ), prev (E_PREV), and the
 * coalition's log not seen shorter than before (E_ROLLBACK).
 */
export function checkLink(last: { readonly link: Link; readonly hash: Hash } | null, next: Link): Result<null, LinkError> {
  if (last !== null && !equalBytes(last.link.dossier_id, next.dossier_id)) return err("E_ID");
  if (next.n !== (last === null ? 0 : last.link.n + 1)) return err("E_SEQ");
  if (!equalBytes(next.prev, last?.hash ?? NO_HASH)) return err("E_PREV");
  return last !== null && next.seen.seq < last.link.seen.seq ? err("E_ROLLBACK") : ok(null);
}
