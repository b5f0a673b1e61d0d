/** A user's card: handle, identity key and encryption key, signed by the identity key. */
import { z } from "zod";
import type { Bytes } from "../shared/bytes";
import type { UserId } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import { decodeCbor, encodeCbor } from "./cbor";
import { bytesBetween, countField, kemKeyField, keyField, signatureField } from "./fields";
import { userIdOf } from "./identifiers";
import { verifySignature } from "./signature";

/** 3 to 40 of a-z, 0-9 and inner hyphens: generated, never a person's name. */
export const HANDLE_PATTERN = /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/;
export const handleField = z.string().regex(HANDLE_PATTERN);

const cardSchema = z.strictObject({ v: z.literal(1), handle: handleField, ik: keyField, ek: kemKeyField, n: countField });

/** ik: Ed25519, 32 bytes; ek: X-Wing, 1216 bytes; n: generation of ek, from 0. */
export type CardBody = z.infer<typeof cardSchema>;

/** A card as it travels and is stored: the signed bytes and SIG(ik, "card", card). */
export const signedCardField = z.strictObject({ card: bytesBetween(1, 2048), sig: signatureField });
export type SignedCard = z.infer<typeof signedCardField>;

/** A verified card. */
export type Card = CardBody & { readonly userId: UserId; readonly bytes: Bytes; readonly sig: Bytes };

export function encodeCard(body: Omit<CardBody, "v">): Bytes {
  return encodeCbor({ v: 1, ...body });
}

/** Parses a card and checks its self-signature. The id follows from the key, so nobody can attach another key to an id. */
export function verifyCard(signed: SignedCard): Result<Card, "E_FORMAT" | "E_SIG"> {
  const body = decodeCbor(signed.card, cardSchema);
  if (!body.ok) return body;
  if (!verifySignature(body.value.ik, "card", signed.sig, signed.card)) return err("E_SIG");
  return ok({ ...body.value, userId: userIdOf(body.value.ik), bytes: signed.card, sig: signed.sig });
}

/** True if `next` is the same person's next encryption key. */
export function isNextCard(current: Card, next: Card): boolean {
  return next.handle === current.handle && next.n === current.n + 1 && next.userId.every((byte, i) => byte === current.userId[i]);
}
