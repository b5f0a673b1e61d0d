import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromUtf8 } from "../shared/bytes";
import type { Hash, InviteId, LogId } from "../shared/ids";
import { verifyCard, isNextCard } from "./card";
import { encodeCbor } from "./cbor";
import { KEM_PUBLIC_KEY_BYTES } from "./fields";
import { acceptanceParts, decodeOrganisationX, encodeOrganisationX, inviteMac, verifyAcceptance, type Acceptance } from "./joining";
import { formatInvitation, formatSetupLink, parseInvitation, parseSetupLink, type Invitation } from "./invitation";
import { filled, kem, makePerson, sign } from "./log.fixture";
import { formatRecoveryCode, parseRecoveryCode } from "./recovery-code";
import { KDF_MEMORY_BYTES, checkKdf, encodeKdf, fakeKdf, loginParts, passphraseSalt, verifyLogin } from "./slot";

const anna = makePerson(1);
const ben = makePerson(2);

function cardOf(person = anna) {
  const card = verifyCard(person.card);
  if (!card.ok) throw new Error(card.code);
  return card.value;
}

describe("cards", () => {
  test("a card certifies itself: its id follows from its key", () => {
    expect(cardOf().userId).toEqual(anna.userId);
    expect(cardOf().handle).toBe("heron-1");
  });
  test("another's signature, or a changed card, is refused", () => {
    expect(verifyCard({ card: anna.card.card, sig: ben.card.sig })).toEqual({ ok: false, code: "E_SIG" });
    const changed = encodeCbor({ v: 1, handle: "heron-9", ik: anna.ik, ek: kem(1), n: 0 });
    expect(verifyCard({ card: changed, sig: anna.card.sig })).toEqual({ ok: false, code: "E_SIG" });
  });
  test.each([
    ["an older suite", { v: 0 }],
    ["a key that is too short", { ek: filled(KEM_PUBLIC_KEY_BYTES - 1, 1) }],
    ["a handle that could be a name or an address", { handle: "Anna Schmidt" }],
    ["a handle with a hyphen at its end", { handle: "heron-" }],
    ["a negative generation", { n: -1 }],
    ["an unknown field", { email: "x" }],
  ])("%s is refused though signed", (_, change) => {
    const card = encodeCbor({ v: 1, handle: "heron-1", ik: anna.ik, ek: kem(1), n: 0, ...change });
    expect(verifyCard({ card, sig: sign(anna.seed, "card", card) })).toEqual({ ok: false, code: "E_FORMAT" });
  });
  test("the next card is the same person's", () => {
    expect(isNextCard(cardOf(), cardOf(makePerson(1, 1)))).toBe(true);
    expect(isNextCard(cardOf(), cardOf(makePerson(1, 2)))).toBe(false);
    expect(isNextCard(cardOf(), cardOf(makePerson(2, 1)))).toBe(false);
    expect(isNextCard(cardOf(), cardOf(makePerson(1, 1, "heron-x")))).toBe(false);
  });
});

describe("joining", () => {
  const acceptance: Acceptance = {
    rpId: "portal.example",
    handle: "heron-1",
    inviteId: filled(16, 1) as InviteId,
    logId: filled(16, 2) as LogId,
    card: anna.card.card,
    x: new Uint8Array(0),
    loginPkPw: filled(32, 3),
    loginPkRc: filled(32, 4),
  };
  const acc = sign(anna.seed, "accept", ...acceptanceParts(acceptance));
  test("the holder of the identity key accepts", () => {
    expect(verifyAcceptance(acceptance, cardOf(), acc).ok).toBe(true);
  });
  test.each([
    ["site", { rpId: "evil.example" }],
    ["invitation", { inviteId: filled(16, 9) as InviteId }],
    ["log", { logId: filled(16, 9) as LogId }],
    ["organisation", { x: filled(1264, 1) }],
    ["passphrase log-in key", { loginPkPw: filled(32, 9) }],
    ["recovery log-in key", { loginPkRc: filled(32, 9) }],
    ["order of log-in keys", { loginPkPw: filled(32, 4), loginPkRc: filled(32, 3) }],
  ])("acc binds the %s", (_, change) => {
    expect(verifyAcceptance({ ...acceptance, ...change }, cardOf(), acc)).toEqual({ ok: false, code: "E_SIG" });
  });
  test("a card under another handle, or another's card, is refused", () => {
    expect(verifyAcceptance({ ...acceptance, handle: "heron-2" }, cardOf(), acc)).toEqual({ ok: false, code: "E_ID" });
    expect(verifyAcceptance({ ...acceptance, handle: "heron-2" }, cardOf(ben), acc)).toEqual({ ok: false, code: "E_SIG" });
  });
  test("without the secret nobody makes the mac, and it binds card and organisation", () => {
    const mac = inviteMac(filled(32, 1), acceptance.logId, anna.card.card, acceptance.x);
    for (const other of [
      inviteMac(filled(32, 2), acceptance.logId, anna.card.card, acceptance.x),
      inviteMac(filled(32, 1), filled(16, 9) as LogId, anna.card.card, acceptance.x),
      inviteMac(filled(32, 1), acceptance.logId, ben.card.card, acceptance.x),
      inviteMac(filled(32, 1), acceptance.logId, anna.card.card, filled(1, 0)),
    ])
      expect(other).not.toEqual(mac);
  });
  test("what an organisation brings survives the way, and has one length", () => {
    const x = { logId: filled(16, 1) as LogId, genesis: filled(32, 2) as Hash, pk: kem(3) };
    const bytes = encodeOrganisationX(x);
    expect(decodeOrganisationX(bytes)).toEqual({ ok: true, value: x });
    expect(decodeOrganisationX(bytes.subarray(1))).toEqual({ ok: false, code: "E_FORMAT" });
  });
});

describe("slots and log-in", () => {
  const salt = filled(16, 1);
  test.each([
    ["8 KiB of memory", { m: 8192 }],
    ["64 MiB of memory", { m: 64 * 2 ** 20 }],
    ["memory between the two values", { m: 192 * 2 ** 20 }],
    ["4 GiB of memory", { m: 4 * 2 ** 30 }],
    ["one pass", { o: 1 }],
    ["many passes", { o: 12 }],
    ["another algorithm", { a: "argon2i13" }],
    ["a short salt", { s: filled(8, 1) }],
    ["an unknown field", { p: 1 }],
  ])("a server that asks for %s is refused before any hashing", (_, change) => {
    const kdf = encodeCbor({ a: "argon2id13", o: 3, m: KDF_MEMORY_BYTES[0], s: salt, ...change });
    expect(checkKdf(kdf)).toEqual({ ok: false, code: "E_KDF_PARAMS" });
  });
  test("both allowed strengths pass", () => {
    for (const m of KDF_MEMORY_BYTES) expect(checkKdf(encodeKdf(m, salt))).toEqual({ ok: true, value: { a: "argon2id13", o: 3, m, s: salt } });
  });
  test("an unknown handle gets an answer that is stable, its own, and shaped like a true one", () => {
    const key = filled(32, 1);
    const answers = Array.from({ length: 64 }, (_, i) => fakeKdf(key, `heron-${i}`));
    expect(fakeKdf(key, "heron-0")).toEqual(answers[0]);
    expect(new Set(answers.map(String)).size).toBe(64);
    const memories = answers.map((answer) => checkKdf(answer)).map((kdf) => (kdf.ok ? kdf.value.m : 0));
    expect(new Set(memories)).toEqual(new Set(KDF_MEMORY_BYTES));
    expect(fakeKdf(filled(32, 2), "heron-0")).not.toEqual(answers[0]);
  });
  test("the same server salt gives each user and site another one", () => {
    const salts = [passphraseSalt(salt, "a.example", "x"), passphraseSalt(salt, "a.example", "y"), passphraseSalt(salt, "b.example", "x")];
    expect(new Set(salts.map(String)).size).toBe(3);
    expect(salts[0]).toHaveLength(16);
  });
  test("a log-in holds for one site, handle, nonce and minute", () => {
    const claim = { rpId: "portal.example", login: "heron-1", nonce: filled(32, 1), exp: 1060 };
    const sig = sign(anna.seed, "login", ...loginParts(claim));
    expect(verifyLogin(anna.ik, claim, sig, 1000)).toBe(true);
    expect(verifyLogin(anna.ik, claim, sig, 1060)).toBe(true);
    expect(verifyLogin(anna.ik, claim, sig, 1061)).toBe(false);
    expect(verifyLogin(anna.ik, claim, sig, 999)).toBe(false);
    expect(verifyLogin(anna.ik, { ...claim, rpId: "evil.example" }, sig, 1000)).toBe(false);
    expect(verifyLogin(anna.ik, { ...claim, nonce: filled(32, 2) }, sig, 1000)).toBe(false);
    expect(verifyLogin(anna.ik, { ...claim, exp: 1059 }, sig, 1000)).toBe(false);
    expect(verifyLogin(ben.ik, claim, sig, 1000)).toBe(false);
  });
});

describe("links", () => {
  const invitation: Invitation = { kind: "o", secret: filled(32, 250), logId: filled(16, 2) as LogId, seq: 12, hash: filled(32, 3) as Hash };
  const fragment = formatInvitation(invitation).slice("/join".length);
  test("an invitation says the same at both ends", () => {
    expect(parseInvitation(fragment)).toEqual({ ok: true, value: invitation });
    expect(parseInvitation(fragment.slice(1))).toEqual({ ok: true, value: invitation });
  });
  test.each([
    ["an older form", fragment.replace("v1", "v0")],
    ["an unknown kind", fragment.replace(".o.", ".x.")],
    ["a cut link", fragment.slice(0, -1)],
    ["a longer link", `${fragment}.AA`],
    ["a number with a leading zero", fragment.replace(".12.", ".012.")],
    ["a negative number", fragment.replace(".12.", ".-12.")],
    ["a number in another notation", fragment.replace(".12.", ".1e1.")],
    ["nothing", ""],
  ])("%s is refused", (_, text) => {
    expect(parseInvitation(text)).toEqual({ ok: false, code: "E_LINK" });
  });
  test("a set-up link carries one secret", () => {
    const link = formatSetupLink(filled(32, 5));
    expect(parseSetupLink(link.slice("/setup".length))).toEqual({ ok: true, value: filled(32, 5) });
    expect(parseSetupLink(`${link.slice("/setup".length)}.A`)).toEqual({ ok: false, code: "E_LINK" });
    expect(parseSetupLink("#v1.AAAA")).toEqual({ ok: false, code: "E_LINK" });
  });
});

describe("recovery code", () => {
  const code = fc.uint8Array({ minLength: 20, maxLength: 20 });
  test("is read back however it is typed", () => {
    fc.assert(
      fc.property(code, (bytes) => {
        const text = formatRecoveryCode(bytes);
        expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
        const typed = [text, text.toLowerCase(), text.replaceAll("-", " "), text.replaceAll("-", ""), text.replaceAll("0", "O").replaceAll("1", "l"), text.replaceAll("1", "I"), text.replaceAll("-", " \u2013 ")];
        for (const way of typed) expect(parseRecoveryCode(way)).toEqual({ ok: true, value: bytes });
      }),
    );
  });
  test("a wrong letter is noticed", () => {
    // Four letters of checksum miss one in 2^20; a fixed seed keeps this from being luck.
    fc.assert(
      fc.property(code, fc.nat(35), fc.integer({ min: 1, max: 31 }), (bytes, where, shift) => {
        const letters = [...formatRecoveryCode(bytes).replaceAll("-", "")];
        const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        letters[where] = alphabet.charAt((alphabet.indexOf(letters[where] ?? "") + shift) % 32);
        expect(parseRecoveryCode(letters.join(""))).toEqual({ ok: false, code: "E_CODE" });
      }),
      { seed: 1 },
    );
  });
  test.each(["", "0000", "U".repeat(36), "0".repeat(35), "0".repeat(37)])("%j is no code", (text) => {
    expect(parseRecoveryCode(text)).toEqual({ ok: false, code: "E_CODE" });
  });
  test("has a known form", () => {
    expect(fromUtf8(new TextEncoder().encode(formatRecoveryCode(new Uint8Array(20)).slice(0, 39)))).toBe("0000-0000-0000-0000-0000-0000-0000-0000");
  });
});
