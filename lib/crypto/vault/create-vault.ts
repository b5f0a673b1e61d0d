/** The vault: one state, every verb of `VaultApi` over it. */
import type { VaultApi } from "../api";
import { accountVerbs } from "./account";
import { custodyVerbs } from "./custody";
import { draftVerbs } from "./drafts";
import { fileVerbs } from "./files";
import { foundingVerbs } from "./founding";
import { identityVerbs } from "./identity";
import { invitationVerbs } from "./invitations";
import { logVerbs } from "./logs";
import { movingVerbs } from "./moving";
import { ownDossierVerbs } from "./own-dossiers";
import { packageVerbs } from "./packages";
import { readingVerbs } from "./reading";
import { emptyVaultState, type VaultState } from "./state";
import { submissionVerbs } from "./submission";

export function createVault(state: VaultState = emptyVaultState()): VaultApi {
  return {
    ...accountVerbs(state),
    ...foundingVerbs(state),
    ...logVerbs(state),
    ...invitationVerbs(state),
    ...ownDossierVerbs(state),
    ...draftVerbs(state),
    ...fileVerbs(state),
    ...submissionVerbs(state),
    ...readingVerbs(state),
    ...movingVerbs(state),
    ...custodyVerbs(state),
    ...identityVerbs(state),
    ...packageVerbs(state),
  };
}
