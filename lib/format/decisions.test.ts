import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromHex, toHex, utf8 } from "../shared/bytes";
import type { DossierId, Hash, LogId, TrackId } from "../shared/ids";
import { exportVersionHash } from "./export-manifest";
import { draftHint, pseudonymOf, readCapHash, readCapOf, safetyHash, wrapHint } from "./identifiers";
import { inviteMac } from "./joining";
import { entryHash } from "./log";
import { movesSeenHash } from "./move";
import { formatRecoveryCode, parseRecoveryCode } from "./recovery-code";
import { fakeKdf, passphraseSalt } from "./slot";

type Answers = Record<
  "key" | "id" | "hash" | "pseudonym" | "draftHint7" | "wrapHint7" | "readCap7" | "readCapHash" | "passphraseSalt" | "inviteMac" | "movesSeen" | "entryHash" | "safety" | "exportVersion",
  string
> & { recoveryCode: { code: string; text: string }; fakeKdf: { login: string; kdf: string }[] };

const answers = JSON.parse(readFileSync(new URL("vectors/decisions-ps1.json", import.meta.url), "utf8")) as Answers;
const key = fromHex(answers.key);
const id = fromHex(answers.id);
const hash = fromHex(answers.hash) as Hash;
const dossierId = id as DossierId;
const ends = [3, 1, 2].map((t) => ({ track: new Uint8Array(16).fill(t) as TrackId, n: t, hash: new Uint8Array(32).fill(t) as Hash }));

test.each([
  ["pseudonym", pseudonymOf(key)],
  ["draftHint7", draftHint(key, dossierId, 7)],
  ["wrapHint7", wrapHint(key, dossierId, 7)],
  ["readCap7", readCapOf(key, 7)],
  ["readCapHash", readCapHash(hash)],
  ["passphraseSalt", passphraseSalt(id, "portal.example", "heron-1")],
  ["inviteMac", inviteMac(key, id as LogId, utf8("card"), utf8("x"))],
  ["movesSeen", movesSeenHash(ends)],
  ["entryHash", entryHash(id as LogId, { seq: 7, prev: hash, by: id, body: utf8("body"), sig: new Uint8Array(64) })],
  ["safety", safetyHash(hash, key)],
  ["exportVersion", exportVersionHash(id, hash)],
] as const)("%s is what an independent implementation answers", (name, value) => {
  expect(toHex(value)).toBe(answers[name]);
});

test("the recovery code is written as an independent implementation writes it", () => {
  const { code, text } = answers.recoveryCode;
  expect(formatRecoveryCode(fromHex(code))).toBe(text);
  expect(parseRecoveryCode(text)).toEqual({ ok: true, value: fromHex(code) });
});

test.each(answers.fakeKdf)("the answer for the unknown handle $login is frozen", ({ login, kdf }) => {
  expect(toHex(fakeKdf(key, login))).toBe(kdf);
});
