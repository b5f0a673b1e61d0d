import { beforeAll, describe, expect, test } from "vitest";
import { utf8, type Bytes } from "../shared/bytes";
import type { UserId } from "../shared/ids";
import { encodeCbor } from "../format/cbor";
import { formatRecoveryCode, parseRecoveryCode } from "../format/recovery-code";
import type { Stretch } from "./argon";
import { makePassphrase, passphraseBytes } from "./passphrase";
import { makeSlot, newKdf, openSlot, passphraseSecret, recoverySecret } from "./slots";
import { blake2b, randomBytes, readySodium } from "./sodium";

beforeAll(readySodium);

const name = { rpId: "portal.example", handle: "heron-river" };
/** The slots' logic does not depend on how slow the stretcher is; the real one runs in the known answers. */
const quick: Stretch = ({ password, salt }) => Promise.resolve(blake2b(32, password, salt));
const MIB = 1024 * 1024;

async function secretOf(passphrase: string, kdf: Bytes, as = name) {
  return passphraseSecret(as, passphraseBytes(passphrase), kdf, quick);
}

describe("a slot", () => {
  test("opens with the passphrase that made it, and with nothing else", async () => {
    const [user, umk, kdf] = [randomBytes(16) as UserId, randomBytes(32), newKdf(128 * MIB)];
    const slot = makeSlot(await secretOf("right", kdf), user, umk);
    expect(openSlot(await secretOf("right", kdf), user, slot)).toEqual(umk);
    const wrong = await secretOf("wrong", kdf);
    expect(() => openSlot(wrong, user, slot)).toThrow("E_COMMIT");
  });

  test("of another user, with another kdf or another id is refused: no account can be substituted", async () => {
    const [user, other, umk, kdf] = [randomBytes(16) as UserId, randomBytes(16) as UserId, randomBytes(32), newKdf(128 * MIB)];
    const secret = await secretOf("right", kdf);
    const slot = makeSlot(secret, user, umk);
    const elsewhere = await secretOf("right", newKdf(128 * MIB));
    expect(() => openSlot(secret, other, slot)).toThrow("E_COMMIT");
    expect(() => openSlot(elsewhere, user, slot)).toThrow("E_COMMIT");
    expect(() => openSlot(secret, user, { ...slot, id: randomBytes(16) })).toThrow("E_COMMIT");
  });

  test("of a recovery code opens with the code as people type it", () => {
    const [user, umk, code] = [randomBytes(16) as UserId, randomBytes(32), randomBytes(20)];
    const slot = makeSlot(recoverySecret(name, code), user, umk);
    const typed = parseRecoveryCode(` ${formatRecoveryCode(code).toLowerCase().replaceAll("-", " ")} `);
    expect(typed.ok && openSlot(recoverySecret(name, typed.value), user, slot)).toEqual(umk);
  });
});

describe("stretching", () => {
  test("never starts below the floor, above the ceiling or with another algorithm", async () => {
    let calls = 0;
    const counted: Stretch = (job) => (calls++, quick(job));
    const s = randomBytes(16);
    const bad = [
      { a: "argon2id13", o: 1, m: 256 * MIB, s }, { a: "argon2id13", o: 3, m: 8192, s },
      { a: "argon2id13", o: 3, m: 4096 * MIB, s }, { a: "argon2id13", o: 3, m: 200 * MIB, s }, { a: "argon2i13", o: 3, m: 256 * MIB, s },
    ];
    for (const kdf of bad) {
      await expect(passphraseSecret(name, utf8("x"), encodeCbor(kdf), counted)).rejects.toMatchObject({ code: "E_KDF_PARAMS" });
    }
    expect(calls).toBe(0);
  });

  test("gives two users with one salt and one passphrase different log-in keys, and so do two sites", async () => {
    const kdf = newKdf(128 * MIB);
    const keys = [
      await secretOf("same", kdf), await secretOf("same", kdf, { ...name, handle: "otter" }),
      await secretOf("same", kdf, { ...name, rpId: "other.example" }),
    ].map((secret) => secret.login.publicKey.join());
    expect(new Set(keys).size).toBe(3);
  });

  test("takes composed and decomposed spellings of a passphrase as one", async () => {
    const kdf = newKdf(128 * MIB);
    const [composed, decomposed] = [await secretOf("\u00fc", kdf), await secretOf("u\u0308", kdf)];
    expect(composed.login.publicKey).toEqual(decomposed.login.publicKey);
  });
});

test("generated passphrases have six words and do not repeat", () => {
  const drawn = Array.from({ length: 50 }, makePassphrase);
  expect(new Set(drawn).size).toBe(50);
  for (const passphrase of drawn) expect(passphrase).toMatch(/^([a-z-]+ ){5}[a-z-]+$/);
});
