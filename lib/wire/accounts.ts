/** Accounts, log-in, founding, joining and invitations. */
import { z } from "zod";
import { bytesOf, count, hexId, seconds } from "./encoding";
import { entry } from "./logs";

const handle = z.string().regex(/^[a-z]{2,16}-[a-z]{2,16}-[0-9]{2,4}$/, "handle");
const card = bytesOf({ max: 4096 });
const signature = bytesOf({ length: 64 });
const publicKey = bytesOf({ length: 32 });
const acceptance = bytesOf({ max: 2048 });

export const slot = z.strictObject({
  id: bytesOf({ length: 16 }),
  t: z.enum(["pw", "rc"]),
  kdf: bytesOf({ max: 256 }),
  loginPk: publicKey,
  b: bytesOf({ length: 73 + 32 }),
});

export const account = z.strictObject({
  handle,
  card,
  cardSig: signature,
  slots: z.array(slot).length(2),
  keyringSeq: count,
  keyring: bytesOf({ max: 1 << 20 }),
});

/** POST /api/setup */
export const setupRequest = z.strictObject({
  inviteId: hexId,
  account,
  acc: signature,
  entries: z.array(entry).length(4),
});

/** POST /api/join */
export const joinRequest = z.strictObject({
  inviteId: hexId,
  logId: hexId,
  account,
  mac: bytesOf({ length: 32 }),
  acc: signature,
  x: acceptance,
  orgEntries: z.array(entry).length(2).optional(),
});

/** GET /api/join?inviteId= */
export const joinState = z.strictObject({ state: z.enum(["open", "used", "revoked", "expired", "unknown"]) });

/** POST /api/auth/challenge */
export const challengeRequest = z.strictObject({ login: z.string().min(1).max(64), kind: z.enum(["pw", "rc"]) });
export const challengeAnswer = z.strictObject({ nonce: bytesOf({ length: 32 }), kdf: bytesOf({ max: 256 }) });

/** The credentials of next-auth's callback, as it hands them over: strings only. */
export const loginCredentials = z.strictObject({
  login: z.string().min(1).max(64),
  kind: z.enum(["pw", "rc"]),
  nonce: bytesOf({ length: 32 }),
  exp: z.string().regex(/^\d{1,12}$/),
  sig: signature,
});

/** GET /api/me */
export const ownAccount = z.strictObject({
  userId: hexId,
  handle,
  card,
  cardSig: signature,
  slots: z.array(slot),
  keyringSeq: count,
  keyring: bytesOf({ max: 1 << 20 }),
});

/** PUT /api/me/keyring: compare-and-swap, `seq` must be the stored one + 1. */
export const keyringRequest = z.strictObject({ seq: count, keyring: bytesOf({ max: 1 << 20 }) });

/** GET /api/me/sessions, DELETE /api/me/sessions/<id> */
export const sessionList = z.strictObject({
  sessions: z.array(
    z.strictObject({ id: hexId, current: z.boolean(), expiresDay: z.string() }),
  ),
});

/** POST /api/invitations */
export const invitationRequest = z.strictObject({
  inviteId: hexId,
  logId: hexId,
  kind: z.enum(["p", "o"]),
  expires: seconds,
});

export const joinRequestView = z.strictObject({
  inviteId: hexId,
  handle,
  card,
  cardSig: signature,
  loginPkPw: publicKey,
  loginPkRc: publicKey,
  mac: bytesOf({ length: 32 }),
  acc: signature,
  x: acceptance,
  orgEntries: z.array(entry).optional(),
});

/** GET /api/invitations?logId= */
export const invitationList = z.strictObject({
  invitations: z.array(
    z.strictObject({
      inviteId: hexId,
      kind: z.enum(["p", "o"]),
      expires: seconds,
      state: z.enum(["open", "used", "revoked", "expired"]),
      /** Present once someone has joined and not yet been admitted. */
      request: joinRequestView.optional(),
    }),
  ),
});
