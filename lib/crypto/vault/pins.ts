/** Pins: the newest state that this user has seen of each log (protocol 3.6). */
import { equalBytes } from "../../shared/bytes";
import { demand } from "../crypto-error";
import { demandContains, type LogPosition, type VaultState } from "./state";

/** Raises the pin of a log. E_FORK if a known position of the same log has another hash. */
export function raisePin(state: VaultState, logId: string, position: LogPosition): void {
  const replayed = state.logs.get(logId)?.state;
  if (replayed !== undefined && position.seq <= replayed.head.seq) demandContains(replayed, position);
  const before = state.pins.get(logId);
  if (before !== undefined && before.seq === position.seq) demand(equalBytes(before.hash, position.hash), "E_FORK");
  if (before === undefined || position.seq > before.seq) state.pins.set(logId, { seq: position.seq, hash: position.hash });
}
