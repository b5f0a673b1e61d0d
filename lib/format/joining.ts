/** What someone who joins proves: that she holds the identity key (acc) and the invitation's secret (mac). */
import { concatBytes, type Bytes } from "../shared/bytes";
import { HASH_BYTES, ID_BYTES, type Hash, type InviteId, type LogId } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import type { Card } from "./card";
import { KEM_PUBLIC_KEY_BYTES } from "./fields";
import { cardHash } from "./identifiers";
import { prf, type Part } from "./labels";
import { verifySignature } from "./signature";

/** Everything that `acc` binds. `x` is empty for a person and `organisationX` for an organisation. */
export type Acceptance = {
  readonly rpId: string;
  readonly handle: string;
  readonly inviteId: InviteId;
  readonly logId: LogId;
  readonly card: Uint8Array;
  readonly x: Uint8Array;
  readonly loginPkPw: Uint8Array;
  readonly loginPkRc: Uint8Array;
};

/** The parts of acc = SIG(ik, "accept", …). At set-up log_id is that of the new coalition genesis and x is empty. */
export function acceptanceParts(a: Acceptance): readonly Part[] {
  return [a.rpId, a.handle, a.inviteId, a.logId, cardHash(a.card), a.x, a.loginPkPw, a.loginPkRc];
}

/** E_ID if the handle is not the card's; E_SIG if `acc` is not the card holder's. */
export function verifyAcceptance(acceptance: Acceptance, card: Card, acc: Uint8Array): Result<null, "E_ID" | "E_SIG"> {
  if (acceptance.handle !== card.handle) return err("E_ID");
  return verifySignature(card.ik, "accept", acc, ...acceptanceParts({ ...acceptance, card: card.bytes })) ? ok(null) : err("E_SIG");
}

/** mac = PRF(secret, "invite-accept", log_id, H("card", card), x). */
export function inviteMac(secret: Uint8Array, logId: LogId, card: Uint8Array, x: Uint8Array): Bytes {
  return prf(secret, "invite-accept", [logId, cardHash(card), x]);
}

/** What an organisation brings: the log it begins and its first public key. */
export type OrganisationX = { readonly logId: LogId; readonly genesis: Hash; readonly pk: Bytes };

/** x = org log_id ‖ H("genesis", org genesis body) ‖ OEK_0.pk. */
export function encodeOrganisationX(x: OrganisationX): Bytes {
  return concatBytes(x.logId, x.genesis, x.pk);
}

/** E_FORMAT unless `x` has exactly 1264 bytes. */
export function decodeOrganisationX(x: Uint8Array): Result<OrganisationX, "E_FORMAT"> {
  const keyAt = ID_BYTES + HASH_BYTES;
  if (x.length !== keyAt + KEM_PUBLIC_KEY_BYTES) return err("E_FORMAT");
  return ok({ logId: x.slice(0, ID_BYTES) as LogId, genesis: x.slice(ID_BYTES, keyAt) as Hash, pk: x.slice(keyAt) });
}
