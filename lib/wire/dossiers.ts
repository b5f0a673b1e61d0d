/** Dossiers: drafts, versions, moves, board. */
import { z } from "zod";
import { bytesOf, count, hexId } from "./encoding";

const signature = bytesOf({ length: 64 });
/** A compartment holds text only; 4 MiB is room for the longest dossier (lib/domain bounds it). */
const compartment = bytesOf({ max: 4 << 20 });
const identityCompartment = bytesOf({ max: 8192 });

/** POST /api/dossiers, PUT /api/dossiers/<id>/cap */
export const capRequest = z.strictObject({
  pk: bytesOf({ length: 32 }),
  n: count,
  cap: bytesOf({ length: 32 }),
  sig: signature,
});

/** PUT /api/dossiers/<id>/draft; GET answers { draft: … | null } under the read capability. */
export const draft = z.strictObject({
  dossierId: hexId,
  rev: count,
  baseRev: count,
  h: bytesOf({ length: 16 }),
  b: compartment,
  sig: signature,
});
export const draftAnswer = z.strictObject({ draft: draft.nullable() });
/** 409 of PUT draft: what the winner stored. */
export const draftConflict = z.strictObject({ code: z.literal("conflict"), draft });

/** PUT /api/dossiers/<id>/keep */
export const keep = z.strictObject({ body: bytesOf({ max: 1 << 16 }), sig: signature });

export const summary = z.strictObject({ f: count, b: bytesOf({ max: 1 << 16 }) });

/** POST /api/dossiers/<id>/moves */
export const moveRequest = z.strictObject({
  move: bytesOf({ max: 1 << 18 }),
  sig: signature,
  summary: summary.optional(),
});
/** 409 of POST moves and of POST versions: the moves of that track as they stand. */
export const moveConflict = z.strictObject({ code: z.literal("conflict"), moves: z.array(moveRequest) });

/** One entry of a dossier's custody log. */
const custodyEntry = z.strictObject({ custody: bytesOf({ max: 1 << 17 }), sig: signature });
/** POST /api/dossiers/<id>/custody */
export const custodyRequest = custodyEntry;
/** GET /api/dossiers/<id>/custody?from=<n>: entries in order of n, one page; `length` is that of the whole chain. */
export const custodyAnswer = z.strictObject({ entries: z.array(custodyEntry), length: count });
/** 409 of POST custody: the entries that stand where the sent one would. */
export const custodyConflict = z.strictObject({ code: z.literal("conflict"), ...custodyAnswer.shape });

/** POST /api/dossiers/<id>/versions */
export const submission = z.strictObject({
  dossierId: hexId,
  body: bytesOf({ max: 1 << 16 }),
  sig: signature,
  cc: compartment,
  ci: identityCompartment,
  cs: compartment,
  cn: compartment,
  wo: bytesOf({ max: 1 << 14 }),
  wr: bytesOf({ max: 1 << 18 }),
  g: count,
  tag: bytesOf({ length: 32 }),
  keepN: count.nullable(),
  move: moveRequest,
});

export const version = z.strictObject({
  q: count,
  body: bytesOf({ max: 1 << 16 }),
  sig: signature,
  cc: compartment,
  wr: bytesOf({ max: 1 << 18 }),
  ci: identityCompartment.optional(),
  cs: compartment.optional(),
  cn: compartment.optional(),
  wo: bytesOf({ max: 1 << 14 }).optional(),
  g: count.optional(),
  tag: bytesOf({ length: 32 }).optional(),
});

/** GET /api/dossiers/<id>: the allow-list. Reviewers get versions {q, body, sig, cc, wr} and moves, nothing else. */
export const dossier = z.strictObject({
  dossierId: hexId,
  versions: z.array(version),
  moves: z.array(moveRequest),
  keep: keep.optional(),
});

/** GET /api/dossiers?after=<id>: one page of the board in order of id. */
export const board = z.strictObject({
  dossiers: z.array(z.strictObject({ dossierId: hexId, pk: bytesOf({ length: 32 }), moves: z.array(moveRequest) })),
  next: hexId.nullable(),
});

/** GET /api/dossiers/<id>/versions/<q>/identity: coordinators, after their own identity.open entry. */
export const identityAnswer = z.strictObject({ ci: identityCompartment, cs: compartment });
