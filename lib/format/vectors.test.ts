import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromHex, toHex } from "../shared/bytes";
import { chunkCount, cthOf, isLegalUploadLength, paddedSize, sealedSize, CHUNK_BYTES } from "./chunks";
import { dossierIdOf, inviteIdOf, memberTag, userIdOf, wrapHint } from "./identifiers";
import { frame, hash, prf, sigMessage, type Label, type SignatureLabel } from "./labels";
import { padme } from "./padding";
import { verifySignature } from "./signature";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { DossierId, Hash } from "../shared/ids";

type Framed = { label: string; parts: string[]; out: string };
type Vectors = {
  T: Framed[];
  H: Framed[];
  PRF: (Framed & { key: string; length: number })[];
  SIG: { seed: string; publicKey: string; label: string; parts: string[]; sig: string }[];
  padme: { in: number; out: number }[];
  ids: { user: { ikSeed: string; id: string }; dossier: { seed: string; id: string }; invite: { secret: string; id: string } };
  file: { size: number; P: number; N: number; chunk: number; ciphertextLength: number }[];
};

const vectors = JSON.parse(readFileSync(new URL("vectors/protocol-ps1.json", import.meta.url), "utf8")) as Vectors;

test.each(vectors.T)("T reproduces the frozen frame of '$label'", ({ label, parts, out }) => {
  expect(toHex(frame(label as Label, ...parts.map(fromHex)))).toBe(out);
});

test.each(vectors.H)("H reproduces the frozen hash of '$label'", ({ label, parts, out }) => {
  expect(toHex(hash(label as Label, ...parts.map(fromHex)))).toBe(out);
});

test.each(vectors.PRF)("PRF reproduces the frozen output of '$label'", ({ key, label, parts, length, out }) => {
  expect(toHex(prf(fromHex(key), label as Label, parts.map(fromHex), length))).toBe(out);
});

test("the named PRFs are those of the frozen outputs", () => {
  const [, , hint, tag] = vectors.PRF;
  if (hint === undefined || tag === undefined) throw new Error("vectors are short");
  const [id = "", version = ""] = tag.parts;
  expect(toHex(wrapHint(fromHex(hint.key), fromHex(id) as DossierId, 2))).toBe(hint.out);
  expect(toHex(memberTag(fromHex(tag.key), fromHex(id) as DossierId, fromHex(version) as Hash, 4))).toBe(tag.out);
});

test.each(vectors.SIG)("a frozen signature of '$label' verifies under its own label and no other", ({ publicKey, label, parts, sig, seed }) => {
  const bytes = parts.map(fromHex);
  const own = label as SignatureLabel;
  expect(verifySignature(fromHex(publicKey), own, fromHex(sig), ...bytes)).toBe(true);
  expect(verifySignature(fromHex(publicKey), own === "log" ? "move" : "log", fromHex(sig), ...bytes)).toBe(false);
  expect(verifySignature(fromHex(publicKey), own, fromHex(sig), ...bytes, new Uint8Array(0))).toBe(false);
  expect(toHex(ed25519.sign(sigMessage(own, ...bytes), fromHex(seed)))).toBe(sig);
});

test.each(vectors.padme)("padmé($in) = $out", (row) => {
  expect(padme(row.in)).toBe(row.out);
});

test("ids follow from keys and secrets as frozen", () => {
  const { user, dossier, invite } = vectors.ids;
  expect(toHex(userIdOf(ed25519.getPublicKey(fromHex(user.ikSeed))))).toBe(user.id);
  expect(toHex(dossierIdOf(ed25519.getPublicKey(fromHex(dossier.seed))))).toBe(dossier.id);
  expect(toHex(inviteIdOf(fromHex(invite.secret)))).toBe(invite.id);
});

test.each(vectors.file)("a file of $size bytes has the frozen geometry", ({ size, P, N, chunk, ciphertextLength }) => {
  expect([paddedSize(size), chunkCount(P), CHUNK_BYTES, sealedSize(size)]).toEqual([P, N, chunk, ciphertextLength]);
  expect(isLegalUploadLength(ciphertextLength)).toBe(true);
});

test("cth is the hash of the chunks' hashes in order", () => {
  const [a, b] = [sha256(new Uint8Array([1])), sha256(new Uint8Array([2]))];
  expect(toHex(cthOf([a, b]))).toBe(toHex(sha256(new Uint8Array([...a, ...b]))));
  expect(toHex(cthOf([b, a]))).not.toBe(toHex(cthOf([a, b])));
});
