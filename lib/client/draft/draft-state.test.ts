import { describe, expect, it } from "vitest";
import {
  newConsent,
  newEvidence,
  newIncident,
  newLegalBasis,
  newRequestedAction,
  newSubject,
  newWitness,
  type Content,
  type Notes,
  type Sources,
} from "@/lib/domain/dossier";
import type { PublicFile } from "@/lib/crypto/api";
import { planMasking } from "@/lib/domain/masks";
import { moveBy, planRemoval } from "./draft-rows";
import { changeDraft, emptyDraft, readDraft, toPlain, type DraftChange, type DraftState } from "./draft-state";

let next = 0;
const makeId = () => (++next).toString(16).padStart(32, "0");

function play(changes: readonly DraftChange[], from: DraftState = emptyDraft()): DraftState {
  return changes.reduce(changeDraft, from);
}

function linkedDraft() {
  const subject = newSubject(makeId);
  const consent = newConsent(makeId);
  const incident = { ...newIncident(makeId), perpetratorSubjectIds: [subject.subjectId] };
  const item = { ...newEvidence(makeId), supports: [incident.id, subject.subjectId], consentIds: [consent.id] };
  const witness = { ...newWitness(makeId), consentRef: consent.id };
  const state = play([
    { type: "add", list: "subjects", row: newSubject(makeId) },
    { type: "add", list: "subjects", row: subject },
    { type: "add", list: "consents", row: consent },
    { type: "add", list: "legalBasis", row: newLegalBasis(makeId, subject.subjectId) },
    { type: "add", list: "requestedActions", row: newRequestedAction(makeId, subject.subjectId) },
    { type: "add", list: "incidents", row: { ...incident, evidenceIds: [item.id] } },
    { type: "add", list: "evidence", row: item },
    { type: "add", list: "witnesses", row: witness },
  ]);
  return { state, subject, consent, incident, item };
}

describe("changing a draft", () => {
  it("a patch changes that row and leaves every other object as it was", () => {
    const { state, incident } = linkedDraft();
    const after = changeDraft(state, { type: "patch", list: "incidents", id: incident.id, patch: { description: "what happened" } });
    expect(after.dossier.content.incidents[0]?.description).toBe("what happened");
    expect(after.dossier.content.subjects).toBe(state.dossier.content.subjects);
    expect(after.dossier.sources).toBe(state.dossier.sources);
  });

  it("removing a subject takes its law and requests and every link with it, and undo brings all of it back", () => {
    const { state, subject } = linkedDraft();
    const removal = planRemoval(state.dossier, "subjects", subject.subjectId);
    const removed = changeDraft(state, { type: "remove", removal });
    expect(JSON.stringify(removed.dossier)).not.toContain(subject.subjectId);
    expect(changeDraft(removed, { type: "restore", removal })).toEqual(state);
  });

  it.each(["incident", "item", "consent"] as const)("no link to a removed %s stays behind", (which) => {
    const linked = linkedDraft();
    const list = { incident: "incidents", item: "evidence", consent: "consents" } as const;
    const removal = planRemoval(linked.state.dossier, list[which], linked[which].id);
    const removed = changeDraft(linked.state, { type: "remove", removal });
    expect(JSON.stringify(removed.dossier)).not.toContain(linked[which].id);
    expect(changeDraft(removed, { type: "restore", removal })).toEqual(linked.state);
  });

  it("undo keeps what was written since the removal", () => {
    const { state, subject, incident } = linkedDraft();
    const removal = planRemoval(state.dossier, "subjects", subject.subjectId);
    const after = play(
      [
        { type: "remove", removal },
        { type: "patch", list: "incidents", id: incident.id, patch: { description: "since" } },
        { type: "restore", removal },
        { type: "restore", removal },
      ],
      state,
    );
    expect(after.dossier.content.incidents[0]).toMatchObject({ description: "since", perpetratorSubjectIds: [subject.subjectId] });
    expect(after.dossier.content.subjects).toHaveLength(2);
  });

  it("a dropped file leaves no evidence pointing at it", () => {
    const file: PublicFile = {
      fid: makeId(), compartment: "c", name: "file-01.pdf", mime: "application/pdf", sizeBytes: 1, sealedBytes: 65_576,
      blob: null, sha256: null, cth: null, derivedFrom: null,
    };
    const item = { ...newEvidence(makeId), fileIds: [file.fid] };
    const state = play([{ type: "file", file, day: "2031-02-28" }, { type: "add", list: "evidence", row: item }]);
    const done = changeDraft(state, { type: "file", file: { ...file, blob: makeId() }, day: "2031-02-28" });
    expect(done.files).toHaveLength(1);
    expect(done.files[0]?.blob).not.toBeNull();
    expect(JSON.stringify(changeDraft(done, { type: "drop-file", fid: file.fid }))).not.toContain(file.fid);
  });

  it("what a file comes to is written down once, by the product, in the compartment of the file", () => {
    const [original, cleaned] = ["aa".repeat(32), "bb".repeat(32)];
    const file: PublicFile = {
      fid: makeId(), compartment: "c", name: "photo-01.jpg", mime: "image/jpeg", sizeBytes: 1, sealedBytes: 65_576,
      blob: null, sha256: null, cth: null, derivedFrom: { sha256: original, action: "metadata-removed" },
    };
    const done = { ...file, blob: makeId(), sha256: cleaned, cth: "cc".repeat(32) };
    const kept: PublicFile = { ...done, fid: makeId(), compartment: "n", sha256: original, derivedFrom: null };
    const state = play([
      { type: "file", file, day: "2031-02-27" },
      { type: "file", file: done, day: "2031-02-28" },
      { type: "file", file: done, day: "2031-03-01" },
      { type: "file", file: kept, day: "2031-03-01" },
    ]);
    expect(state.dossier.content.fileLog).toEqual([
      { fid: file.fid, act: "cleaned", day: "2031-02-27", sha256: cleaned, before: original },
      { fid: file.fid, act: "uploaded", day: "2031-02-28", sha256: cleaned, before: "" },
    ]);
    expect(state.dossier.notes.fileLog).toEqual([{ fid: kept.fid, act: "uploaded", day: "2031-03-01", sha256: original, before: "" }]);
    expect(state.dossier.sources.fileLog).toEqual([]);
  });

  it("moving past the ends changes nothing", () => {
    expect(moveBy(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
    expect(moveBy(["a", "b", "c"], 2, 1)).toEqual(["a", "b", "c"]);
    expect(moveBy(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  });
});

describe("reading a draft", () => {
  it("what was written comes back the same", () => {
    const { state } = linkedDraft();
    expect(readDraft(toPlain(state))).toEqual({ ok: true, value: state });
  });

  it("a draft from before there were custody fields opens, with nothing in them", () => {
    const { state, item } = linkedDraft();
    const { content, identity, sources, notes, files } = toPlain(state) as { content: Content; identity: unknown; sources: Sources; notes: Notes; files: PublicFile[] };
    const without = <T extends object>(row: T, names: readonly string[]) => Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
    const later = ["captureMethod", "captureTool", "capturedBy", "captureNote", "translationOf", "reliability", "credibility", "twoSources", "originalAt", "archiveUrl", "accessNote", "licence", "keepUntil", "riskNote", "custody"];
    const old = {
      content: { ...without(content, ["fileLog"]), evidence: content.evidence.map((row) => without(row, later)) },
      identity, sources: without(sources, ["fileLog"]), notes: without(notes, ["fileLog"]), files,
    };
    expect(JSON.stringify(old)).not.toContain("reliability");
    const read = readDraft(old);
    expect(read).toEqual({ ok: true, value: state });
    expect(read.ok && read.value.dossier.content.evidence[0]).toMatchObject({ id: item.id, custody: [], twoSources: "unanswered" });
  });

  it("a draft of another schema version is refused, not cut short", () => {
    const plain = toPlain(emptyDraft());
    expect(readDraft({ ...plain, content: { ...emptyDraft().dossier.content, schemaVersion: 2 } })).toEqual({ ok: false, code: "unreadable" });
  });
});

describe("hidden words of a draft", () => {
  const hide = (state: DraftState, words: string) => {
    const masking = planMasking(state.dossier, { id: makeId(), kind: "source", words: [words] });
    if (masking === null) throw new Error("nothing to hide");
    return { masking, state: changeDraft(state, { type: "mask", masking }) };
  };
  const written = () => play([{ type: "header", patch: { workingTitle: "Rana and RANA" } }]);

  it("masking, undoing and putting back go through the one function that changes drafts", () => {
    const { state, masking } = hide(written(), "Rana");
    expect(state.dossier.content.caseHeader.workingTitle).toBe("[source 1] and [source 1]");
    expect(changeDraft(state, { type: "undo-mask", masking })).toEqual(written());
    expect(changeDraft(state, { type: "unmask", id: masking.mask.id }).dossier.content.caseHeader.workingTitle).toBe("Rana and Rana");
    expect(readDraft(toPlain(state))).toEqual({ ok: true, value: state });
  });

  it("a draft from before there were masks opens, with none", () => {
    const { content, identity, sources, notes, files } = toPlain(emptyDraft()) as { content: unknown; identity: unknown; sources: Sources; notes: Notes; files: PublicFile[] };
    const { masks: ofSources, ...oldSources } = sources;
    const { masks: ofNotes, dismissedWords, ...oldNotes } = notes;
    expect([ofSources, ofNotes, dismissedWords]).toEqual([[], [], []]);
    expect(readDraft({ content, identity, sources: oldSources, notes: oldNotes, files })).toEqual({ ok: true, value: emptyDraft() });
  });
});
