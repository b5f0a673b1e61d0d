import { describe, expect, it } from "vitest";
import type { Dossier } from "./dossier";
import { AUDIENCES, filesOf, selectForAudience, type Audience, type Naming, type Selection } from "./package-recipe";
import { sampleDossier } from "./testing/sample-dossier";

function select(dossier: Dossier, audience: Audience, naming: Naming = "redacted"): Selection {
  const selected = selectForAudience(dossier.content, dossier.identity, { audience, naming });
  if (!selected.ok) throw new Error(selected.code);
  return selected.value;
}

function titles({ memo }: Selection): readonly string[] {
  return memo.exhibits.map((exhibit) => exhibit.title);
}

describe("a redacted package", () => {
  it("holds nothing of the identity, even when the identity is at hand", () => {
    const printed = JSON.stringify(select(sampleDossier(), "us"));
    expect(printed).not.toContain("CANARY");
    expect(printed).not.toContain("canary");
    expect(printed).not.toContain("Quarry case");
  });

  it("can be built from a sealed dossier", () => {
    const dossier = sampleDossier();
    dossier.content.caseHeader.identityMode = "sealed";
    expect(selectForAudience(dossier.content, null, { audience: "us", naming: "redacted" }).ok).toBe(true);
  });
});

describe("a named package", () => {
  it("holds the identity and still nothing of sources and notes", () => {
    const printed = JSON.stringify(select(sampleDossier(), "us", "named"));
    for (const part of ["ORGANISATION", "CONTACT", "PARTNER", "RELATION"]) expect(printed).toContain(`CANARY-${part}`);
    for (const part of ["WITNESS", "NOTES"]) expect(printed).not.toContain(`CANARY-${part}`);
  });

  it("is refused without the organisation's flag, for a sealed identity, and without the identity", () => {
    const recipe = { audience: "us", naming: "named" } as const;
    const unflagged = sampleDossier();
    unflagged.content.caseHeader.namingToGovernment = false;
    const sealed = sampleDossier();
    sealed.content.caseHeader.identityMode = "sealed";
    const { content } = sampleDossier();
    expect(selectForAudience(unflagged.content, unflagged.identity, recipe)).toEqual({ ok: false, code: "naming-not-allowed" });
    expect(selectForAudience(sealed.content, sealed.identity, recipe)).toEqual({ ok: false, code: "naming-not-allowed" });
    expect(selectForAudience(content, null, recipe)).toEqual({ ok: false, code: "identity-missing" });
  });
});

describe("evidence", () => {
  it("leaves only where sensitivity and every consent allow it, and the rest is listed with its reason", () => {
    const us = select(sampleDossier(), "us");
    expect(titles(us)).toEqual(["Statement", "Article"]);
    expect(us.withheld.map(({ what, reason }) => [what, reason])).toEqual([["evidence", "sensitivity"]]);
    const uk = select(sampleDossier(), "uk");
    expect(titles(uk)).toEqual(["Article"]);
    expect(uk.withheld.map(({ what, reason }) => [what, reason])).toEqual([
      ["subject", "not-asked-of-audience"],
      ["victim", "consent-does-not-cover"],
      ["evidence", "consent-does-not-cover"],
      ["evidence", "sensitivity"],
    ]);
  });

  const refusals: readonly (readonly [string, (dossier: Dossier) => void])[] = [
    ["a withdrawn consent", (d) => d.content.consents.forEach((c) => void (c.withdrawn = "2024-01-01"))],
    ["a half-typed withdrawal", (d) => d.content.consents.forEach((c) => void (c.withdrawn = "2024-"))],
    ["a consent not obtained", (d) => d.content.consents.forEach((c) => void (c.obtained = false))],
    ["a consent that is gone", (d) => void (d.content.consents = [])],
    ["no consent for a victim's statement", (d) => d.content.evidence.forEach((e) => void (e.consentIds = []))],
    ["an unanswered sensitivity", (d) => d.content.evidence.forEach((e) => void (e.sensitivity = e.title === "Statement" ? "" : e.sensitivity))],
    ["author-only", (d) => d.content.evidence.forEach((e) => void (e.sensitivity = e.title === "Statement" ? "author-only" : e.sensitivity))],
  ];
  it.each(refusals)("stays behind for %s", (_name, change) => {
    const dossier = sampleDossier();
    change(dossier);
    expect(titles(select(dossier, "us"))).toEqual(["Article"]);
  });

  it("is never listed by file when it is withheld", () => {
    const dossier = sampleDossier();
    const [statement, , chat] = dossier.content.evidence;
    expect(filesOf(select(dossier, "us").memo)).toEqual(statement?.fileIds);
    expect(JSON.stringify(select(dossier, "uk").memo)).not.toContain(chat?.id);
  });

  it("is numbered without gaps and cited by the incidents it shows", () => {
    const { memo } = select(sampleDossier(), "us");
    expect(memo.exhibits.map((exhibit) => exhibit.number)).toEqual([1, 2]);
    expect(memo.incidents.map((incident) => incident.exhibits)).toEqual([[1, 2]]);
    expect(memo.consentsRelied).toBe(1);
  });
});

describe("people and requests", () => {
  it("of other governments stay behind", () => {
    const { memo } = select(sampleDossier(), "uk");
    expect(memo.subjects.map(({ names }) => names[0]?.full)).toEqual(["Subject One"]);
    expect(memo.legalBasis.map(({ authority }) => authority)).toEqual(["uk"]);
    expect(memo.requests.map(({ asked }) => asked)).toEqual([["UK_GHR"]]);
    expect(JSON.stringify(memo)).not.toContain("US_GLOMAG");
  });

  it("leave out a victim whose consent does not reach this government", () => {
    const { memo } = select(sampleDossier(), "uk");
    expect(memo.incidents.flatMap(({ victims }) => victims.map(({ pseudonym }) => pseudonym))).toEqual(["V-2"]);
  });

  it("make no package where nothing is asked, and none for entities in Canada", () => {
    const { content } = sampleDossier();
    for (const audience of AUDIENCES) {
      const asked = audience === "us" || audience === "uk";
      expect(selectForAudience(content, null, { audience, naming: "redacted" }).ok).toBe(asked);
    }
    content.subjects = content.subjects.filter(({ kind }) => kind === "entity");
    for (const action of content.requestedActions) action.authority = "ca";
    const refused = selectForAudience(content, null, { audience: "ca", naming: "redacted" });
    expect(refused).toEqual({ ok: false, code: "nothing-asked" });
  });
});
