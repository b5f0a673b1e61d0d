/** 00-cover.html: what the package is, who answers for it, and the way into it. */
import { toHex } from "../../../shared/bytes";
import { signerFingerprint } from "../../../format/export-manifest";
import { groupFingerprint } from "../fingerprint";
import { html, type Content, type Markup } from "../html";
import { dossierNumber, memoName, type ExhibitFile } from "../member-names";
import type { PackageDossier, PackageInput } from "../package-input";
import { factTable, listTable } from "./context";
import { renderDocument } from "./document";
import { subjectHeading } from "./subjects";
import { domainWord, formatDay, memoWord } from "./words";

/** The strictest handling that any of the dossiers asks for. */
function handlingLine(dossiers: readonly PackageDossier[]): string {
  const asked = new Set(dossiers.map(({ memo }) => memo.header.confidentiality));
  const strictest = asked.has("high-risk") ? "high-risk" : [...asked].every((each) => each === "public") ? "public" : "in-confidence";
  return memoWord(`handlingLine.${strictest}`);
}

function dossierRow({ memo }: PackageDossier, index: number, files: ReadonlyMap<string, ExhibitFile>): readonly Content[] {
  return [
    memoWord("dossier", { number: String(dossierNumber(index)) }),
    html`<ul>${memo.subjects.map((subject) => html`<li>${subjectHeading(subject)}</li>`)}</ul>`,
    html`<a href="${memoName(index)}">${memoWord("cover.memo")}</a>`,
    html`<ul class="files">${[...files.values()].map(({ name }) => html`<li><a href="${name}">${name.replace("exhibits/", "")}</a></li>`)}</ul>`,
  ];
}

export function renderPackageCover(input: PackageInput, files: readonly ReadonlyMap<string, ExhibitFile>[]): string {
  const body: Markup = html`<p class="handling">${handlingLine(input.dossiers)}</p>
<h1>${memoWord("cover.heading")}</h1>
<p>${memoWord("cover.intro", { count: input.dossiers.length })} ${memoWord(`cover.${input.naming}`)}</p>
${factTable([
  [memoWord("reference"), memoWord("package", { id: toHex(input.packageId) })],
  [memoWord("date"), formatDay(input.day)],
  [memoWord("audience"), domainWord(`authority.${input.audience}`)],
  [memoWord("cover.coordinator"), input.coordinator.handle],
  [memoWord("cover.fingerprint"), html`<code>${groupFingerprint(signerFingerprint(input.coordinator.ikPublic))}</code>`],
])}
${listTable(
  memoWord("cover.dossiers"),
  [memoWord("reference"), memoWord("subject"), memoWord("cover.memo"), memoWord("cover.exhibits")],
  input.dossiers.map((dossier, i) => dossierRow(dossier, i, files[i] ?? new Map())),
)}
<h2>${memoWord("cover.check")}</h2>
<p>${memoWord("cover.checkText")}</p>`;
  return renderDocument(memoWord("cover.heading"), body);
}
