import { describe, expect, test } from "vitest";
import { INTAKE_TRACK, type DossierId, type Hash, type TrackId } from "../shared/ids";
import { encodeCbor } from "./cbor";
import { hash } from "./labels";
import { boxed, filled, makePerson, sign } from "./log.fixture";
import { NO_HASH } from "./log";
import { checkNextMove, cosigParts, decodeMove, encodeMove, isDay, isMonth, movesSeenHash, trackEnd, verifyCosig, type Move, type SignedMove, type TrackEnd } from "./move";
import { verifySignature } from "./signature";
import { decodeSummary, encodeSummary, summaryBoxField } from "./summary";

const actor = makePerson(1);
const second = makePerson(2);
const first: Omit<Move, "v" | "t"> = {
  dossier_id: filled(16, 1) as DossierId,
  track: INTAKE_TRACK,
  n: 0,
  prev: NO_HASH,
  from: null,
  to: "submitted",
  day: "2031-02-28",
  at_version: { q: 0, hash: filled(32, 2) as Hash },
  seen: { seq: 5, hash: filled(32, 3) as Hash },
};

function signMove(move: Omit<Move, "v" | "t">, by = actor): SignedMove {
  const bytes = encodeMove(move);
  return { move: bytes, sig: sign(by.seed, "move", bytes) };
}

function verifyMove(pk: Uint8Array, record: SignedMove) {
  return verifySignature(pk, "move", record.sig, record.move) ? decodeMove(record.move) : { ok: false, code: "E_SIG" };
}

function endOf(record: SignedMove): TrackEnd {
  const move = decodeMove(record.move);
  if (!move.ok) throw new Error(move.code);
  return trackEnd(move.value, record);
}

describe("form", () => {
  test("a move is what its signer signed", () => {
    const record = signMove(first);
    expect(verifyMove(actor.ik, record)).toEqual({ ok: true, value: { v: 1, t: "move", ...first } });
    expect(verifyMove(second.ik, record)).toEqual({ ok: false, code: "E_SIG" });
    expect(verifyMove(actor.ik, { ...record, move: encodeMove({ ...first, to: "screening" }) })).toEqual({ ok: false, code: "E_SIG" });
  });
  test.each([
    ["an unknown field", { author: "x" }],
    ["an older suite", { v: 0 }],
    ["a state in another alphabet", { to: "Submitted!" }],
    ["a day that does not exist", { day: "2031-02-29" }],
    ["a time of day", { day: "2031-02-28T10:00" }],
    ["text that is not padded", { shared: boxed(1025) }],
    ["internal text without its epoch", { internal: { b: boxed(1024) } }],
    ["no view of the coalition", { seen: undefined }],
    ["a short track id", { track: filled(15, 0) }],
  ])("%s is refused though signed", (_, change) => {
    const bytes = encodeCbor({ v: 1, t: "move", ...first, ...change });
    expect(verifyMove(actor.ik, { move: bytes, sig: sign(actor.seed, "move", bytes) })).toEqual({ ok: false, code: "E_FORMAT" });
  });
  test("everything that a move may carry survives the way", () => {
    const full = { ...first, by: actor.userId, summary: filled(32, 4) as Hash, shared: boxed(1024), internal: { f: 3, b: boxed(1088) } };
    expect(verifyMove(actor.ik, signMove(full))).toEqual({ ok: true, value: { v: 1, t: "move", ...full } });
  });
  test.each([
    ["2031-12-31", true, false],
    ["2032-02-29", true, false],
    ["2031-04-31", false, false],
    ["2031-4-1", false, false],
    ["2031-12", false, true],
    ["2031-13", false, false],
    ["2031-00", false, false],
    ["", false, false],
  ])("%j: day %s, month %s", (text, day, month) => {
    expect([isDay(text), isMonth(text)]).toEqual([day, month]);
  });
});

describe("chain", () => {
  const end = endOf(signMove(first));
  const next: Move = { v: 1, t: "move", ...first, n: 1, prev: end.hash, from: "submitted", to: "screening", by: actor.userId };
  const judge = (last: TrackEnd | null, move: Move) => {
    const result = checkNextMove(last, move);
    return result.ok ? "ok" : result.code;
  };
  test("a track opens once and goes on from its last move", () => {
    expect(judge(null, end.move)).toBe("ok");
    expect(judge(end, next)).toBe("ok");
  });
  test.each([
    ["skips a number", { n: 2 }, "E_SEQ"],
    ["repeats a number", { n: 0 }, "E_SEQ"],
    ["follows another move", { prev: filled(32, 9) as Hash }, "E_PREV"],
    ["starts from another state", { from: "accepted" }, "E_FROM"],
    ["starts from nowhere", { from: null }, "E_FROM"],
    ["is another dossier's", { dossier_id: filled(16, 9) as DossierId }, "E_ID"],
    ["is another track's", { track: filled(16, 9) as TrackId }, "E_ID"],
    ["has seen less of the coalition", { seen: { seq: 4, hash: filled(32, 3) as Hash } }, "E_ROLLBACK"],
  ])("a move that %s is refused", (_, change, code) => {
    expect(judge(end, { ...next, ...change })).toBe(code);
  });
  test.each([
    ["a later number", { n: 1 }, "E_SEQ"],
    ["a predecessor", { prev: filled(32, 1) as Hash }, "E_PREV"],
    ["a state to come from", { from: "draft" }, "E_FROM"],
  ])("an opening move with %s is refused", (_, change, code) => {
    expect(judge(null, { ...end.move, ...change })).toBe(code);
  });
  test("the same move under another signature is another link", () => {
    expect(trackEnd(end.move, { ...signMove(first), sig: filled(64, 1) }).hash).not.toEqual(end.hash);
  });
});

test("a cosignature is the second person's, over this move and its signature", () => {
  const record = signMove(first);
  const cosig = { by: second.userId, sig: sign(second.seed, "cosig", ...cosigParts(record)) };
  expect(verifyCosig(second.ik, { ...record, cosig })).toBe(true);
  expect(verifyCosig(actor.ik, { ...record, cosig })).toBe(false);
  expect(verifyCosig(second.ik, record)).toBe(false);
  expect(verifyCosig(second.ik, { ...signMove({ ...first, n: 1 }), cosig })).toBe(false);
});

test("what a head has seen does not depend on the order of tracks, and on all of them", () => {
  const ends = [2, 1, 3].map((value) => ({ track: filled(16, value) as TrackId, n: value, hash: filled(32, value) as Hash }));
  expect(movesSeenHash(ends)).toEqual(movesSeenHash([...ends].reverse()));
  expect(movesSeenHash(ends)).not.toEqual(movesSeenHash(ends.slice(1)));
  expect(movesSeenHash([])).toEqual(hash("move"));
});

test("a summary decodes to what it was; its box has few lengths", () => {
  const summary = { title: "x", subjects: ["y"], countries: ["BY"], themes: [], authorities: ["us"], tracks: [{ track: "00".repeat(16), subject: "y", authority: "us" }] };
  expect(decodeSummary(encodeSummary(summary))).toEqual({ ok: true, value: summary });
  expect(decodeSummary(encodeCbor({ ...summary, organisation: "z" }))).toEqual({ ok: false, code: "E_FORMAT" });
  expect(summaryBoxField.safeParse(boxed(1024)).success).toBe(true);
  expect(summaryBoxField.safeParse(boxed(1023)).success).toBe(false);
});
