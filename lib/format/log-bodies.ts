/** Bodies of log entries: closed schemas, one for every type of the two logs. An unknown type is E_FORMAT, never skipped. */
import { z } from "zod";
import type { Bytes } from "../shared/bytes";
import type { DossierId, InviteId, Pseudonym, UserId } from "../shared/ids";
import { signedCardField } from "./card";
import { encodeCbor } from "./cbor";
import {
  BOX_OVERHEAD_BYTES,
  SEALED_KEY_BYTES,
  bytesOf,
  countField,
  hashField,
  idField,
  kemKeyField,
  keyField,
  logPinField,
  signatureField,
} from "./fields";
import { HEAD_BYTES, LOG_BODY_MIN_BYTES } from "./padding";

/** The largest boxed part of an entry, padded. */
const LOG_BODY_MAX_BYTES = 64 * 1024;

export const orgRoleField = z.enum(["lead", "researcher"]);
export const coalitionRoleField = z.enum(["coordinator", "reviewer"]);
export type OrgRole = z.infer<typeof orgRoleField>;
export type CoalitionRole = z.infer<typeof coalitionRoleField>;
export type Role = OrgRole | CoalitionRole;

/** cosig: what needs a second coordinator; the days after which drafts expire and silence closes a track. */
export const policyField = z.strictObject({
  v: z.literal(1),
  cosig: z.array(z.enum(["forwarded", "designated", "visa-restricted", "export"])).max(4),
  identity_default: z.enum(["known", "sealed"]),
  draft_days: z.int().min(1).max(3650),
  no_response_days: z.int().min(1).max(3650),
});
export type Policy = z.infer<typeof policyField>;

/** Other logs as the signer last saw them. */
const seen = z.array(logPinField).max(64);
const user = idField<UserId>();
/** u: a user id, or an organisation's pseudonym in epoch.sg; s: the epoch's secret, sealed (1226 bytes). */
const grant = z.strictObject({ u: idField<UserId | Pseudonym>(), s: bytesOf(SEALED_KEY_BYTES) });
export type Grant = z.infer<typeof grant>;
/** The secret of the epoch before, boxed under this one; null in epoch 0 and where history is cut. */
const prev = bytesOf(32 + BOX_OVERHEAD_BYTES).nullable();
const epochFields = { e: countField, kid: hashField, grants: z.array(grant).min(1).max(800), prev, seen };
/** A boxed part: 512, 1024, 2048, … bytes inside. */
export const logBoxField = z.custom<Bytes>((value) => value instanceof Uint8Array && isLogBoxLength(value.length));
/** e: number of the epoch whose secret boxes b. */
const boxedFields = { e: countField, b: logBoxField };

const genesisFields = { v: z.literal(1), t: z.literal("genesis"), ...signedCardField.shape, nonce: bytesOf(16), policy: policyField };
const shared = [
  z.strictObject({ t: z.literal("card"), ...signedCardField.shape, seen }),
  z.strictObject({ t: z.literal("policy"), policy: policyField, seen }),
  z.strictObject({ t: z.literal("invite.revoke"), invite_id: idField<InviteId>(), seen }),
  z.strictObject({ t: z.literal("security"), min_suite: z.int().min(1).max(255), seen }),
] as const;

export const orgBodySchema = z.discriminatedUnion("t", [
  z.strictObject({ ...genesisFields, kind: z.literal("org"), coalition: logPinField }),
  z.strictObject({ t: z.literal("add"), ...signedCardField.shape, role: orgRoleField, seen }),
  z.strictObject({ t: z.literal("remove"), u: user, seen }),
  z.strictObject({ t: z.literal("role"), u: user, role: orgRoleField, seen }),
  z.strictObject({ t: z.literal("epoch"), ...epochFields, pk: kemKeyField }),
  z.strictObject({ t: z.literal("head"), e: countField, b: bytesOf(HEAD_BYTES + BOX_OVERHEAD_BYTES) }),
  ...shared,
]);

export const coalitionBodySchema = z.discriminatedUnion("t", [
  z.strictObject({ ...genesisFields, kind: z.literal("coalition") }),
  z.strictObject({
    t: z.literal("org.register"),
    pseudonym: idField<Pseudonym>(),
    lead: signedCardField,
    e: z.literal(0),
    pk: kemKeyField,
    h: countField,
    b: logBoxField,
    seen,
  }),
  z.strictObject({ t: z.literal("org.remove"), pseudonym: idField<Pseudonym>(), seen }),
  z.strictObject({ t: z.literal("org.key"), pseudonym: idField<Pseudonym>(), e: countField, pk: kemKeyField, seen }),
  z.strictObject({ t: z.literal("coord.add"), ...signedCardField.shape, role: z.literal("coordinator"), seen }),
  z.strictObject({ t: z.literal("coord.remove"), u: user, seen }),
  z.strictObject({ t: z.literal("reviewer.add"), ...signedCardField.shape, role: z.literal("reviewer"), seen }),
  z.strictObject({ t: z.literal("reviewer.remove"), u: user, seen }),
  z.strictObject({ t: z.literal("epoch.review"), ...epochFields, pk: kemKeyField }),
  z.strictObject({ t: z.literal("epoch.sg"), ...epochFields }),
  z.strictObject({ t: z.literal("epoch.coord"), ...epochFields, pk: kemKeyField }),
  z.strictObject({ t: z.literal("identity.open"), dossier_id: idField<DossierId>(), q: countField, ...boxedFields, seen }),
  z.strictObject({ t: z.literal("rewrap"), ...boxedFields, seen }),
  z.strictObject({ t: z.literal("export"), ...boxedFields, seen }),
  z.strictObject({
    t: z.literal("release"),
    version: z.string().min(1).max(64),
    manifest: hashField,
    key: keyField,
    release_sig: signatureField,
    seen,
  }),
  ...shared,
]);

export type OrgBody = z.infer<typeof orgBodySchema>;
export type CoalitionBody = z.infer<typeof coalitionBodySchema>;
export type LogBody = OrgBody | CoalitionBody;
export type LogKind = "org" | "coalition";
export type GenesisBody = Extract<LogBody, { t: "genesis" }>;
export type BodyOf<T extends LogBody["t"]> = Extract<LogBody, { t: T }>;

/** The boxed part of `org.register`, under PRF(CS_h, "log"). */
export const registerBoxSchema = z.strictObject({ name: z.string().min(1).max(200), log_id: logPinField.shape.log_id, genesis: hashField });
export type RegisterBox = z.infer<typeof registerBoxSchema>;

/**
 * The boxed part of `head`, under PRF(OS_e, "log"): where a dossier of the organisation stands, and its keys.
 * n: number of this head of the dossier, from 0; dsk: seed of the signing key; ds, capn: secret and generation of the read
 * capability; q, hash: last version sent, or null; seen: `movesSeenHash`; logs: other logs as last seen.
 */
export const headBoxSchema = z.strictObject({
  dossier_id: idField<DossierId>(),
  n: countField,
  dsk: keyField,
  ds: keyField,
  capn: countField,
  q: countField.nullable(),
  hash: hashField.nullable(),
  seen: hashField,
  logs: z.array(logPinField).max(4),
  gone: z.boolean().optional(),
});
export type HeadBox = z.infer<typeof headBoxSchema>;

/** The boxed part of `identity.open`, under PRF(CS_e, "log"). */
export const identityOpenBoxSchema = z.strictObject({ reason: z.string().min(1).max(2000) });

/** The boxed part of `rewrap`, under PRF(RS_e, "log"): the new wr of version q has this hash. */
export const rewrapBoxSchema = z.strictObject({ dossier_id: idField<DossierId>(), q: countField, wr: hashField });

/** The boxed part of `export`, under PRF(CS_e, "log"): the intent before the first byte, the seal before the file is released. */
export const exportBoxSchema = z.union([
  z.strictObject({
    package_id: idField<Bytes>(),
    versions: z.array(z.strictObject({ dossier_id: idField<DossierId>(), q: countField, hash: hashField })).max(512),
    audience: z.string().max(64),
    recipe: z.string().max(64),
  }),
  z.strictObject({ package_id: idField<Bytes>(), manifest: hashField }),
]);

function isLogBoxLength(length: number): boolean {
  const inner = length - BOX_OVERHEAD_BYTES;
  return inner >= LOG_BODY_MIN_BYTES && inner <= LOG_BODY_MAX_BYTES && (inner & (inner - 1)) === 0;
}

/** Encodes a body once; the signature is over these bytes. */
export function encodeLogBody(body: LogBody): Bytes {
  return encodeCbor(body);
}
