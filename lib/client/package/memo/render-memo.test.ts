import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MemoData } from "@/lib/domain/package-recipe";
import { sampleDossier } from "@/lib/domain/testing/sample-dossier";
import { escapeText, html, isolate, prose } from "../html";
import { fileOf, memoOf } from "../testing/sample-package";
import { renderMemo } from "./render-memo";

function memoText(memo: MemoData = memoOf(sampleDossier())): string {
  const fid = memo.exhibits[0]?.fileIds[0] ?? "";
  const file = fileOf(fid, "application/pdf", new Uint8Array(3));
  const files = new Map([[fid, { name: "exhibits/Exhibit-1-01.pdf", exhibit: "1-01", file }]]);
  return renderMemo({ memo, index: 0, day: "2024-05-06", handle: "amber-heron", files });
}

/** The tags of a document, attributes included: text between them cannot matter to a parser. */
const tagsOf = (text: string): string[] => text.match(/<[^>]*>/g) ?? [];

/** The same memo with every free text of it replaced. */
function withTexts(replace: (text: string) => string): MemoData {
  const isFree = (key: string, value: string): boolean =>
    ["summary", "background", "full", "title", "unit", "organisation", "rank", "number", "narrative", "description", "pseudonym", "text", "area", "site",
      "whatItShows", "captureUrl", "capturedAt", "placeOfBirth", "note", "urgency", "expectedImpact", "language", "criterion"].includes(key) && value !== "";
  return JSON.parse(JSON.stringify(memoOf(sampleDossier())), (key, value: unknown) =>
    typeof value === "string" && isFree(key, value) ? replace(value) : value) as MemoData;
}

describe("no text of a dossier becomes markup", () => {
  it("a memo whose every text tries has the same tags as one whose texts do not", () => {
    const attack = `"><script>alert(1)</script><img src=x onerror='alert(1)'><!--</style>&lt;b`;
    const plain = tagsOf(memoText(withTexts(() => "plain text")));
    const attacked = tagsOf(memoText(withTexts(() => attack)));
    expect(attacked).toEqual(plain);
  });

  it("any text at all, in elements and in attributes", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "/", "!", "-", "a", "\0", "\ud800") }));
    fc.assert(
      fc.property(text, text, (value, lang) => {
        const made = html`<p title="${value}">${value}${isolate(value, lang)}${prose(value, lang)}</p>`.text;
        const rest = made.replaceAll(/<\/?(?:p|bdi)(?: (?:title|class|dir|lang)="[^"<>]*")*>/g, "");
        expect(rest).not.toMatch(/[<>"']/);
        expect(made.replaceAll(/[\n\t]/g, "")).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 2000 },
    );
    expect(escapeText("a & b")).toBe("a &amp; b");
  });

  it("runs nothing and loads nothing", () => {
    const text = memoText();
    expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(text).not.toMatch(/<script|<img|<link|<iframe| on[a-z]+=|url\(|@import/i);
    for (const [, target] of text.matchAll(/(?:href|src)="([^"]*)"/g)) expect(target).toMatch(/^(#|\.\.\/exhibits\/)/);
  });
});

describe("a memo says what a government needs, in its order", () => {
  it("sections in the recipe's order, numbered, each reachable from the contents", () => {
    const text = memoText();
    const headings = [...text.matchAll(/<section id="([a-z-]+)"><h2>(\d+)\./g)].map(([, id, n]) => `${n} ${id}`);
    expect(headings).toEqual([
      "1 submitted-by", "2 summary", "3 subjects", "4 legal-basis", "5 narrative", "6 evidence", "7 exculpatory", "8 national-interest", "9 request", "10 annexes",
    ]);
    for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) expect(text, id).toContain(`id="${id}"`);
  });

  it("names in native script come first, isolated in their own direction", () => {
    const text = memoText();
    const sheet = text.slice(text.indexOf('class="sheet"'));
    expect(sheet.indexOf("موضوع")).toBeLessThan(sheet.indexOf("Subject One", sheet.indexOf("<tbody>")));
    expect(text).toContain('<bdi dir="auto">موضوع</bdi>');
  });

  it("footnotes lead to exhibits and back; what must not be shown to the target says so", () => {
    const text = memoText();
    expect(text).toMatch(/<a id="ref-1" href="#note-1" role="doc-noteref"/);
    expect(text).toMatch(/<li id="note-1"><a href="#exhibit-1">Exhibit 1-01<\/a>/);
    expect(text).toContain("Must not be disclosed to the person concerned.");
  });

  it("who submitted it is not said when redacted, only who holds the identity", () => {
    expect(memoText()).toContain("Its identity is held by the coordinator amber-heron");
  });

  it("handling stands at the top, graver for cases with lives at risk", () => {
    const grave = { ...memoOf(sampleDossier()) };
    const memo = { ...grave, header: { ...grave.header, confidentiality: "high-risk" as const } };
    expect(memoText(memo).indexOf("Lives are at risk")).toBeLessThan(memoText(memo).indexOf("<h1>"));
  });
});
