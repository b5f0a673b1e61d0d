/** A signed move. Of two racing moves one wins; the loser is shown the winner. */
import type { DossierView, MoveIntent } from "@/lib/crypto/api";
import { dayPrecisionFor, type IntakeState, type TrackState } from "@/lib/domain/lifecycle";
import { err, ok, type Result } from "@/lib/shared/result";
import type { ApiCode } from "./api";
import { today, type Client } from "./client";
import { openDossier } from "./open-dossier";
import { appendToLog } from "./sync-logs";

export type WantedMove = Omit<MoveIntent, "day" | "monthOnly" | "to"> & { to: IntakeState | TrackState };

/** On `conflict` the caller opens the dossier again, which shows the move that won. */
export async function moveDossier(client: Client, wanted: WantedMove): Promise<Result<DossierView, ApiCode>> {
  const monthOnly = dayPrecisionFor(wanted.to) === "month";
  const { record } = await client.vault.signMove({ ...wanted, day: today(), monthOnly });
  const sent = await client.api.send("POST", `/api/dossiers/${wanted.dossierId}/moves`, record);
  if (!sent.ok) return err(sent.code);
  const view = await openDossier(client, wanted.dossierId);
  if (!view.ok || !view.value.mine) return view;
  const headed = await appendToLog(client, () => client.vault.sealHead({ dossierId: wanted.dossierId, gone: wanted.to === "withdrawn" }));
  return headed.ok ? ok(view.value) : headed;
}
