import { describe, expect, test } from "vitest";
import type { Bytes } from "../shared/bytes";
import type { BlobId, DossierId, Hash, LogId } from "../shared/ids";
import { decodeCbor, encodeCbor } from "./cbor";
import { CHUNK_BYTES } from "./chunks";
import { decodeContent, decodeIdentity, decodeNotes, decodeSources, encodeCompartment } from "./compartments";
import { attributionParts, capParts, checkCap, checkVersion, encodeVersionBody, isNextVersion, verifyAttribution, type VersionParts } from "./dossier-version";
import { checkDraft, decodeDraft, draftParts, encodeDraft, finishedEntry, type DraftFile, type DraftPlain } from "./draft";
import type { FileEntry } from "./file-entry";
import { fileEntryField } from "./file-entry";
import { cardIdOf, ciphertextHash, dossierIdOf, versionHash, wrapsHash } from "./identifiers";
import { checkKeep, checkNextKeep, encodeKeep, type Keep } from "./keep";
import { beginCoalition, append, boxed, filled, makePerson, mustReplay, reviewEpoch, sign } from "./log.fixture";
import { NO_HASH } from "./log";
import { newestEpoch } from "./log-state";
import { checkReaders, decodeReaderWraps, encodeReaderWraps, type ReaderWrap } from "./wraps";

const dsk = makePerson(50);
const dossierId = dossierIdOf(dsk.ik);
const ct = { c: boxed(4096), i: filled(4169, 2), s: boxed(4096 + 256), n: filled(4169, 4) };
const hashes = (of: (name: "c" | "i" | "s" | "n") => Uint8Array) => ({ c: of("c") as Hash, i: of("i") as Hash, s: of("s") as Hash, n: of("n") as Hash });
const wo = filled(230, 1);
const wr = filled(1300, 2);
const fields = { pk: dsk.ik, q: 0, prev: NO_HASH, kids: hashes((name) => ciphertextHash(ct[name])), ct: hashes((name) => ciphertextHash(ct[name])), wo: wrapsHash(wo), wr: wrapsHash(wr) };

function versionParts(change: Partial<Parameters<typeof encodeVersionBody>[0]> = {}): VersionParts {
  const body = encodeVersionBody({ ...fields, ...change });
  return { body, sig: sign(dsk.seed, "dossier", body), ct, wo, wr };
}

describe("versions", () => {
  const whole = versionParts();
  test("a version is what its signed body names, for whoever has which part of it", () => {
    const checked = checkVersion(dossierId, whole);
    expect(checked.ok && checked.value.hash).toEqual(versionHash(whole.body));
    expect(checkVersion(dossierId, { body: whole.body, sig: whole.sig, ct: { c: ct.c }, wr }).ok).toBe(true);
  });
  test.each([
    ["another dossier's version", { id: filled(16, 9) as DossierId }, "E_ID"],
    ["a signature by another key", { sig: filled(64, 1) }, "E_SIG"],
    ["notes served as content", { ct: { c: ct.n } }, "E_CT"],
    ["a changed ciphertext", { ct: { i: filled(4169, 3) } }, "E_CT"],
    ["identity of another length", { ct: { i: filled(5000, 2) } }, "E_CT"],
    ["another wrap for the organisation", { wo: filled(230, 2) }, "E_WRAPS"],
    ["a reader more or less", { wr: filled(1300, 3) }, "E_WRAPS"],
  ] as const)("%s is refused", (_, { id = dossierId, ...change }: { id?: DossierId } & Partial<VersionParts>, code) => {
    expect(checkVersion(id, { ...whole, ...change })).toEqual({ ok: false, code });
  });
  test("a signed ciphertext of a length that padding never gives is refused", () => {
    const odd = filled(4096 + 73 + 1, 1);
    const signed = versionParts({ ct: { ...fields.ct, c: ciphertextHash(odd) } });
    expect(checkVersion(dossierId, { ...signed, ct: { c: odd } })).toEqual({ ok: false, code: "E_CT" });
  });
  test("wraps that a signed rewrap names count, others do not", () => {
    const renewed = filled(1300, 8);
    expect(checkVersion(dossierId, { ...whole, wr: renewed }, [wrapsHash(renewed)]).ok).toBe(true);
    expect(checkVersion(dossierId, { ...whole, wr: renewed }, [wrapsHash(wr)])).toEqual({ ok: false, code: "E_WRAPS" });
  });
  test("only the first version has no predecessor", () => {
    expect(checkVersion(dossierId, versionParts({ q: 1 }))).toEqual({ ok: false, code: "E_FORMAT" });
    expect(checkVersion(dossierId, versionParts({ prev: filled(32, 1) as Hash }))).toEqual({ ok: false, code: "E_FORMAT" });
  });
  test("versions follow each other without a gap and without a switch", () => {
    const first = checkVersion(dossierId, whole);
    if (!first.ok) throw new Error(first.code);
    const last = { q: 0, hash: first.value.hash };
    const next = { ...first.value.body, q: 1, prev: first.value.hash };
    expect([isNextVersion(null, first.value.body), isNextVersion(last, next)]).toEqual([true, true]);
    expect([isNextVersion(null, next), isNextVersion(last, first.value.body), isNextVersion(last, { ...next, q: 2 }), isNextVersion(last, { ...next, prev: filled(32, 1) as Hash })]).toEqual([false, false, false, false]);
  });
  test("authorship covers the very content, dossier, version and key", () => {
    const checked = checkVersion(dossierId, whole);
    if (!checked.ok) throw new Error(checked.code);
    const author = makePerson(1);
    const content = encodeCbor({ a: 1 });
    const att = sign(author.seed, "author", ...attributionParts(dossierId, checked.value.body, content));
    expect(verifyAttribution(author.ik, att, checked.value, content)).toBe(true);
    expect(verifyAttribution(author.ik, att, checked.value, encodeCbor({ a: 2 }))).toBe(false);
    expect(verifyAttribution(author.ik, att, { ...checked.value, dossierId: filled(16, 1) as DossierId }, content)).toBe(false);
    expect(verifyAttribution(author.ik, att, { ...checked.value, body: { ...checked.value.body, q: 1 } }, content)).toBe(false);
    expect(verifyAttribution(makePerson(2).ik, att, checked.value, content)).toBe(false);
  });
});

describe("read capability", () => {
  const cap = filled(32, 1) as Hash;
  const record = (n: number) => ({ pk: dsk.ik, n, cap, sig: sign(dsk.seed, "cap", ...capParts(dossierId, n, cap)) });
  test("is set and replaced by the dossier's key, forwards only", () => {
    expect(checkCap(dossierId, record(0), null).ok).toBe(true);
    expect(checkCap(dossierId, record(5), 4).ok).toBe(true);
    expect(checkCap(dossierId, record(4), 4)).toEqual({ ok: false, code: "E_SEQ" });
    expect(checkCap(dossierId, record(2 ** 32 + 5), 4)).toEqual({ ok: false, code: "E_SEQ" });
    expect(checkCap(dossierId, { ...record(5), n: 6 }, 4)).toEqual({ ok: false, code: "E_SIG" });
    expect(checkCap(filled(16, 1) as DossierId, record(5), 4)).toEqual({ ok: false, code: "E_ID" });
  });
});

describe("reader wraps", () => {
  const carla = makePerson(1);
  const rosa = makePerson(2);
  const log = append(beginCoalition(carla), carla, { t: "reviewer.add", ...rosa.card, role: "reviewer", seen: [] }, reviewEpoch(1, [carla, rosa]));
  const state = mustReplay(log);
  const kidOf = (kind: "review" | "coord") => newestEpoch(state, kind)?.kid ?? filled(32, 0);
  const wrap = (r: Bytes, n: "c" | "i" | "s"): ReaderWrap => ({ r: r, n, s: filled(1226, 1) });
  const judge = (...wraps: ReaderWrap[]) => {
    const result = checkReaders(wraps, state);
    return result.ok ? "ok" : result.code;
  };
  test("content may go to the review epoch, the coordinators and present members", () => {
    expect(judge(wrap(kidOf("review"), "c"), wrap(kidOf("coord"), "c"), wrap(cardIdOf(rosa.card.card), "c"))).toBe("ok");
  });
  test("identity and sources never go to reviewers", () => {
    expect(judge(wrap(kidOf("coord"), "i"), wrap(cardIdOf(carla.card.card), "s"))).toBe("ok");
    expect(judge(wrap(kidOf("review"), "i"))).toBe("E_READER");
    expect(judge(wrap(cardIdOf(rosa.card.card), "s"))).toBe("E_READER");
  });
  test("an old epoch or a stranger's card is refused", () => {
    const old = state.epochs.review[0]?.kid ?? filled(32, 0);
    expect(judge(wrap(old, "c"))).toBe("E_STALE_WRAP");
    expect(judge(wrap(cardIdOf(makePerson(3).card.card), "c"))).toBe("E_STALE_WRAP");
    expect(judge(wrap(cardIdOf(makePerson(2, 1).card.card), "c"))).toBe("E_STALE_WRAP");
  });
  test("one wrap for each reader and compartment; none for notes", () => {
    const one = wrap(kidOf("review"), "c");
    expect(decodeReaderWraps(encodeReaderWraps([one])).ok).toBe(true);
    expect(decodeReaderWraps(encodeReaderWraps([one, one]))).toEqual({ ok: false, code: "E_FORMAT" });
    expect(decodeReaderWraps(encodeCbor([{ ...one, n: "n" }]))).toEqual({ ok: false, code: "E_FORMAT" });
    expect(decodeReaderWraps(encodeCbor([{ ...one, r: filled(20, 1) }]))).toEqual({ ok: false, code: "E_FORMAT" });
  });
});

const file: DraftFile = { compartment: "c", fid: filled(16, 1), fk: filled(32, 2), name: "exhibit-1.pdf", mime: "application/pdf", size: 70_000, upload: null };

describe("drafts", () => {
  const plain: Omit<DraftPlain, "v"> = { content: { title: "x" }, identity: {}, sources: {}, notes: {}, files: [file] };
  const unsigned = { dossierId, pk: dsk.ik, rev: 3, baseRev: 2, h: filled(16, 1), b: boxed(4096) };
  const signed = (change: Partial<typeof unsigned> = {}) => {
    const draft = { ...unsigned, ...change };
    return { ...draft, sig: sign(dsk.seed, "draft", ...draftParts(draft)) };
  };
  test("a draft is saved by the dossier's key over exactly these revisions and bytes", () => {
    expect(checkDraft(signed()).ok).toBe(true);
    expect(checkDraft({ ...signed(), rev: 4 })).toEqual({ ok: false, code: "E_SIG" });
    expect(checkDraft({ ...signed(), b: filled(4169, 1) })).toEqual({ ok: false, code: "E_SIG" });
    expect(checkDraft({ ...signed(), dossierId: filled(16, 1) as DossierId })).toEqual({ ok: false, code: "E_ID" });
    expect(checkDraft(signed({ baseRev: 3 }))).toEqual({ ok: false, code: "E_FORMAT" });
    expect(checkDraft(signed({ b: filled(4170, 1) }))).toEqual({ ok: false, code: "E_FORMAT" });
    expect(checkDraft(signed({ h: filled(15, 1) }))).toEqual({ ok: false, code: "E_FORMAT" });
  });
  test("a draft decodes to what it was, and knows no other fields", () => {
    expect(decodeDraft(encodeDraft(plain))).toEqual({ ok: true, value: { v: 1, ...plain } });
    expect(decodeDraft(encodeCbor({ v: 1, ...plain, extra: 1 }))).toEqual({ ok: false, code: "E_FORMAT" });
    expect(decodeDraft(encodeCbor({ ...plain, v: 2 }))).toEqual({ ok: false, code: "E_FORMAT" });
  });
  test("a file has an entry once everything about it is known", () => {
    expect(finishedEntry(file)).toBeNull();
    const upload = { blob: filled(16, 3) as BlobId, cap: filled(32, 4), url: "/api/uploads/x" };
    expect(finishedEntry({ ...file, upload, sha256: filled(32, 5) })).toBeNull();
    const original = { sha256: filled(32, 7), action: "exif" };
    const entry = finishedEntry({ ...file, upload, sha256: filled(32, 5), cth: filled(32, 6), derived_from: original });
    expect(entry).toMatchObject({ P: 71_680, N: 1, chunk: CHUNK_BYTES, derived_from: original });
    expect(decodeCbor(encodeCbor(entry), fileEntryField)).toEqual({ ok: true, value: entry });
  });
});

describe("compartments", () => {
  const entry: FileEntry = { fid: filled(16, 1), fk: filled(32, 2), blob: filled(16, 3) as BlobId, name: "a", mime: "", size: 1, P: 65_536, N: 1, chunk: CHUNK_BYTES, sha256: filled(32, 4), cth: filled(32, 5) };
  const author = { author: makePerson(1).userId, author_ik: makePerson(1).ik, att: filled(64, 1) };
  const c = { schema: 1, content: { title: "x", n: [1, null] }, files: [entry] };
  const i = { schema: 1, identity: { name: "y" }, org_log_id: filled(16, 1) as LogId, ...author };
  const s = { schema: 1, sources: {}, files: [] };
  const n = { schema: 1, notes: {}, ...author, files: [] };
  test("each decodes to what it was and is not taken for another", () => {
    expect(decodeContent(encodeCompartment(c))).toEqual({ ok: true, value: c });
    expect(decodeIdentity(encodeCompartment(i))).toEqual({ ok: true, value: i });
    expect(decodeSources(encodeCompartment(s))).toEqual({ ok: true, value: s });
    expect(decodeNotes(encodeCompartment(n))).toEqual({ ok: true, value: n });
    expect(decodeContent(encodeCompartment(s))).toEqual({ ok: false, code: "E_FORMAT" });
  });
  test.each([
    ["a padded size that is not the size's", { P: 67_584 }],
    ["a number of chunks that is not the size's", { N: 2 }],
    ["another chunk size", { chunk: 65_536 }],
    ["a negative size", { size: -1 }],
    ["half a byte", { size: 1.5 }],
    ["a size in text", { size: "1" }],
    ["a size beyond counting", { size: 2 ** 60 }],
  ])("a file entry with %s is refused", (_, change) => {
    expect(decodeContent(encodeCbor({ ...c, files: [{ ...entry, ...change }] }))).toEqual({ ok: false, code: "E_FORMAT" });
  });
});

describe("keeps", () => {
  const blob = (value: number) => filled(16, value) as BlobId;
  const record = (keep: Omit<Keep, "v" | "t">) => {
    const body = encodeKeep(keep);
    return { body, sig: sign(dsk.seed, "keep", body) };
  };
  const keep = (n: number, ...blobs: BlobId[]): Keep => ({ v: 1, t: "keep", dossier_id: dossierId, n, blobs });
  test("a keep is the dossier's own", () => {
    expect(checkKeep(dsk.ik, record({ dossier_id: dossierId, n: 0, blobs: [blob(1)] })).ok).toBe(true);
    expect(checkKeep(makePerson(51).ik, record({ dossier_id: dossierId, n: 0, blobs: [] }))).toEqual({ ok: false, code: "E_SIG" });
    expect(checkKeep(dsk.ik, record({ dossier_id: filled(16, 1) as DossierId, n: 0, blobs: [] }))).toEqual({ ok: false, code: "E_ID" });
    expect(checkKeep(dsk.ik, record({ dossier_id: dossierId, n: 0, blobs: [blob(1), blob(1)] }))).toEqual({ ok: false, code: "E_FORMAT" });
  });
  test("keeps count up by one, and from the first submission on nothing falls out", () => {
    expect(checkNextKeep(null, keep(0), false).ok).toBe(true);
    expect(checkNextKeep(null, keep(1), false)).toEqual({ ok: false, code: "E_SEQ" });
    expect(checkNextKeep(keep(0, blob(1)), keep(1, blob(2), blob(1)), false).ok).toBe(true);
    expect(checkNextKeep(keep(0, blob(1)), keep(1, blob(2)), false)).toEqual({ ok: false, code: "E_SHRINK" });
    expect(checkNextKeep(keep(0, blob(1)), keep(1), true).ok).toBe(true);
    expect(checkNextKeep(keep(0, blob(1)), keep(2, blob(1)), true)).toEqual({ ok: false, code: "E_SEQ" });
  });
});

test("a signature for a keep is none for a version, whatever the bytes", () => {
  const body = encodeVersionBody(fields);
  expect(checkVersion(dossierId, { body, sig: sign(dsk.seed, "keep", body), ct: {} })).toEqual({ ok: false, code: "E_SIG" });
});
