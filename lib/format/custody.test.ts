import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../shared/bytes";
import type { DossierId, Hash, UserId } from "../shared/ids";
import { encodeCbor } from "./cbor";
import { checkNextCustody, custodyAd, custodyEnd, custodyKey, decodeCustody, decodeCustodyBox, encodeCustody, encodeCustodyBox, type Custody } from "./custody";
import { custodyHash, userIdOf } from "./identifiers";
import { frame } from "./labels";
import { boxed, filled, makePerson, sign } from "./log.fixture";
import { NO_HASH } from "./log";
import { verifySignature } from "./signature";

type Answers = Record<"contentKey" | "seed" | "publicKey" | "by" | "dossierId" | "key" | "ad" | "viewed" | "exported" | "nonce" | "b" | "custody" | "sig" | "hash", string>;
const answers = JSON.parse(readFileSync(new URL("vectors/custody-ps1.json", import.meta.url), "utf8")) as Answers;

const known: Omit<Custody, "v" | "t"> = {
  dossier_id: fromHex(answers.dossierId) as DossierId,
  n: 7,
  prev: filled(32, 3) as Hash,
  by: fromHex(answers.by) as UserId,
  day: "2031-02-28",
  at_version: { q: 2, hash: filled(32, 4) as Hash },
  b: fromHex(answers.b),
  seen: { seq: 5, hash: filled(32, 5) as Hash },
};
const file = { fid: filled(16, 1), sha256: filled(32, 2) };

describe("known answers", () => {
  test.each([
    ["by", userIdOf(fromHex(answers.publicKey))],
    ["key", custodyKey(fromHex(answers.contentKey))],
    ["ad", frame("box", ...custodyAd(known))],
    ["viewed", encodeCustodyBox({ action: "viewed", files: [file] })],
    ["exported", encodeCustodyBox({ action: "exported", files: [file], package_id: filled(16, 6) })],
    ["custody", encodeCustody(known)],
    ["sig", sign(fromHex(answers.seed), "custody", fromHex(answers.custody))],
    ["hash", custodyHash(fromHex(answers.custody), fromHex(answers.sig))],
  ] as const)("%s is what an independent implementation answers", (name, value) => {
    expect(toHex(value)).toBe(answers[name]);
  });

  test("the known entry is read and its signature verifies, as a custody entry and as nothing else", () => {
    const bytes = fromHex(answers.custody);
    expect(decodeCustody(bytes)).toEqual({ ok: true, value: { v: 1, t: "custody", ...known } });
    const [pk, sig] = [fromHex(answers.publicKey), fromHex(answers.sig)];
    expect(verifySignature(pk, "custody", sig, bytes)).toBe(true);
    expect(verifySignature(pk, "move", sig, bytes)).toBe(false);
  });
});

describe("form", () => {
  test.each([
    ["an unknown field", { handle: "x" }],
    ["a month alone", { day: "2031-02" }],
    ["a day that does not exist", { day: "2031-02-29" }],
    ["a box that is not padded", { b: boxed(513) }],
    ["a box of a size that padding does not give", { b: boxed(1536) }],
    ["no view of the coalition", { seen: undefined }],
    ["nobody", { by: undefined }],
    ["another suite", { v: 2 }],
    ["the type of a move", { t: "move" }],
  ])("an entry with %s is refused", (_, change) => {
    expect(decodeCustody(encodeCbor({ v: 1, t: "custody", ...known, ...change }))).toEqual({ ok: false, code: "E_FORMAT" });
  });

  test.each([
    ["an act that there is not", { action: "burnt" }],
    ["no file", { files: [] }],
    ["more files than one entry takes", { files: Array.from({ length: 501 }, () => file) }],
    ["a package though nothing was exported", { package_id: filled(16, 1) }],
    ["an export into no package", { action: "exported" }],
    ["an unknown field", { reason: "x" }],
  ])("a box with %s is refused", (_, change) => {
    expect(decodeCustodyBox(encodeCbor({ action: "viewed", files: [file], ...change }))).toEqual({ ok: false, code: "E_FORMAT" });
  });
});

describe("chain", () => {
  const signer = makePerson(1);
  const signed = (custody: Omit<Custody, "v" | "t">) => {
    const bytes = encodeCustody(custody);
    return custodyEnd({ v: 1, t: "custody", ...custody }, { custody: bytes, sig: sign(signer.seed, "custody", bytes) });
  };
  const first = { ...known, n: 0, prev: NO_HASH };
  const end = signed(first);
  const next: Custody = { v: 1, t: "custody", ...known, n: 1, prev: end.hash };

  test("an entry follows the one that it names", () => {
    expect(checkNextCustody(null, end.custody).ok).toBe(true);
    expect(checkNextCustody(end, next).ok).toBe(true);
  });

  test.each<[string, Partial<Custody>, string]>([
    ["is another dossier's", { dossier_id: filled(16, 9) as DossierId }, "E_ID"],
    ["skips a number", { n: 2 }, "E_SEQ"],
    ["takes its predecessor's number", { n: 0 }, "E_SEQ"],
    ["names another predecessor", { prev: filled(32, 1) as Hash }, "E_PREV"],
    ["has seen less of the coalition", { seen: { seq: 4, hash: filled(32, 5) as Hash } }, "E_ROLLBACK"],
  ])("an entry that %s is refused", (_, change, code) => {
    expect(checkNextCustody(end, { ...next, ...change })).toEqual({ ok: false, code });
  });

  test.each<[string, Partial<Custody>, string]>([
    ["a later number", { n: 1 }, "E_SEQ"],
    ["a predecessor", { prev: filled(32, 1) as Hash }, "E_PREV"],
  ])("a first entry with %s is refused", (_, change, code) => {
    expect(checkNextCustody(null, { ...end.custody, ...change })).toEqual({ ok: false, code });
  });
});
