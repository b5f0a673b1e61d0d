/** Packages: two log entries and one signature (protocol 3.11, 3.17). */
import { equalBytes, toHex, type Bytes } from "../../shared/bytes";
import type { DossierId } from "../../shared/ids";
import { exportBoxSchema } from "../../format/log-bodies";
import type { AppendRecord } from "../../format/records";
import type { VaultApi } from "../api";
import { demand, refuse } from "../crypto-error";
import { sign } from "../sign";
import { appendTo, boxBody } from "./append";
import { demandRole } from "./logs";
import { openLogBox } from "./log-view";
import { accountOf, coalitionOf, hashOf, idOf, type VaultState } from "./state";
import { verb } from "./verb";

type PackageVerbs = Pick<VaultApi, "sealExportStart" | "sealExportEnd" | "signExport">;

export function packageVerbs(state: VaultState): PackageVerbs {
  return {
    sealExportStart: verb((input) => sealExportStart(state, input)),
    sealExportEnd: verb(({ packageId, manifestSha256 }) =>
      appendExport(state, { package_id: idOf<Bytes>(packageId), manifest: hashOf(manifestSha256) })),
    signExport: verb((input) => signExport(state, input)),
  };
}

/** Only admitted versions that this vault opened and verified can be named. */
function sealExportStart(state: VaultState, input: Parameters<VaultApi["sealExportStart"]>[0]): AppendRecord {
  const versions = input.versions.map(({ dossierId, q }) => {
    const version = state.opened.get(dossierId)?.versions.get(q) ?? refuse("E_UNKNOWN");
    demand(version.isAdmitted, "E_NOT_ADMITTED");
    return { dossier_id: idOf<DossierId>(dossierId), q, hash: version.hash };
  });
  return appendExport(state, { package_id: idOf<Bytes>(input.packageId), versions, audience: input.audience, recipe: input.mode });
}

function appendExport(state: VaultState, body: unknown): AppendRecord {
  const coalition = coalitionOf(state);
  demandRole(state, coalition, "coordinator");
  return appendTo(state, coalition, [{ t: "export", ...boxBody(state, coalition, "export", "coord", body), seen: [] }]);
}

/** E_STATE unless this user's own entry for the package is in the log already. */
function signExport(state: VaultState, input: { packageId: string; manifestSha256: string }): { ik: Uint8Array; sig: Uint8Array } {
  const coalition = coalitionOf(state);
  const { userId, keys } = accountOf(state);
  const isLogged = coalition.state.exports.some((entry) => {
    if (!equalBytes(entry.by, userId)) return false;
    const box = openLogBox(state, coalition, { t: "export", kind: "coord", ...entry }, exportBoxSchema);
    return box !== null && toHex(box.package_id) === input.packageId;
  });
  demand(isLogged, "E_STATE");
  const sig = sign(keys.ik, "export", idOf<Bytes>(input.packageId), hashOf(input.manifestSha256));
  return { ik: keys.ik.publicKey, sig };
}
