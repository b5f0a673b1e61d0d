/** One memo: the sections of its recipe, in the order that the audience reads them in. */
import type { MemoData, MemoSection } from "../../../domain/package-recipe";
import { findCriterion } from "../../../domain/regimes";
import { html, isolate, prose, type Markup } from "../html";
import { dossierNumber, type ExhibitFile } from "../member-names";
import { Footnotes, factTable, listTable, type MemoContext } from "./context";
import { renderDocument } from "./document";
import { renderEvidence, renderNarrative, renderNotes } from "./facts";
import { renderLegalBasis, renderSubjects, requestTable } from "./subjects";
import { countryName, domainWord, formatDay, memoWord } from "./words";

export interface MemoRequest {
  readonly memo: MemoData;
  readonly index: number;
  readonly day: string;
  /** The coordinator's handle. */
  readonly handle: string;
  readonly files: ReadonlyMap<string, ExhibitFile>;
}

function handlingLine({ memo }: MemoContext): string {
  return memoWord(`handlingLine.${memo.header.confidentiality === "" ? "in-confidence" : memo.header.confidentiality}`);
}

function renderCover(context: MemoContext): Markup {
  const { memo, day, index } = context;
  const cites = [...new Set(memo.legalBasis.flatMap(({ criterion }) => findCriterion(criterion)?.cites ?? []))];
  return html`<header>
<p class="handling">${handlingLine(context)}</p>
<h1>${memoWord(`title.${memo.audience}`)}</h1>
${factTable([
  [memoWord("reference"), memoWord("dossier", { number: String(dossierNumber(index)) })],
  [memoWord("date"), formatDay(day)],
  [memoWord("authoritiesInvoked"), cites.length === 0 ? "" : html`<ul>${cites.map((cite) => html`<li>${cite}</li>`)}</ul>`],
])}
${requestTable(context)}
</header>`;
}

function renderSubmitter({ memo, handle }: MemoContext): Markup {
  const by = memo.submittedBy;
  if (by.kind === "redacted") return html`<p>${memoWord("submitter.redacted", { handle })}</p>`;
  return html`${factTable([
    [memoWord("submitter.organisation"), isolate(by.organisationName)],
    [memoWord("submitter.relation"), by.relationToInformation.trim() === "" ? null : prose(by.relationToInformation)],
    [memoWord("submitter.partners"), by.partners.length === 0 ? null : html`<ul>${by.partners.map((partner) => html`<li>${isolate(partner)}</li>`)}</ul>`],
  ])}
${listTable(
  memoWord("submitter.contacts"),
  [memoWord("submitter.name"), memoWord("submitter.role"), memoWord("submitter.email"), memoWord("submitter.phone")],
  by.contacts.map((contact) => [contact.name, contact.role, contact.email, contact.phone].map((part) => isolate(part))),
)}`;
}

function renderSummary({ memo: { header } }: MemoContext): Markup {
  return html`${header.summary.trim() === "" ? html`<p>${memoWord("notAnswered")}</p>` : prose(header.summary, header.language)}
${header.urgency.trim() === "" ? null : html`<h3>${memoWord("summary.whyNow")}</h3>${prose(header.urgency, header.language)}`}
${factTable([
  [memoWord("summary.countries"), header.countriesOfConduct.map(countryName).join(", ")],
  [memoWord("summary.themes"), header.themes.map((theme) => domainWord(`theme.${theme}`)).join(", ")],
])}`;
}

function renderExculpatory({ memo }: MemoContext): Markup {
  const { answer, text } = memo.exculpatory;
  return html`<p>${memoWord(`exculpatory.${answer}`)}</p>${prose(text, memo.header.language)}`;
}

const INTEREST = [
  "expectedImpact", "messageAndAudience", "leverageAndTiming", "assetsAndTravel", "deterrence", "effectOnVictims", "risks", "alliesPosition",
] as const satisfies readonly (keyof MemoData["nationalInterest"])[];

function renderInterest({ memo }: MemoContext): Markup {
  const answered = INTEREST.filter((key) => memo.nationalInterest[key].trim() !== "");
  if (answered.length === 0) return html`<p>${memoWord("notAnswered")}</p>`;
  return html`${answered.map((key) => html`<h3>${memoWord(`interest.${key}`)}</h3>${prose(memo.nationalInterest[key], memo.header.language)}`)}`;
}

function renderAnnexes(context: MemoContext): Markup {
  return html`<h3>${memoWord("annex.consent")}</h3><p>${memoWord("annex.consentCount", { count: context.memo.consentsRelied })}</p>
<h3>${memoWord("annex.custody")}</h3><p>${memoWord("annex.custodyText")}</p>
${renderNotes(context)}`;
}

const RENDER: Readonly<Record<MemoSection, (context: MemoContext) => Markup>> = {
  cover: renderCover,
  "submitted-by": renderSubmitter,
  summary: renderSummary,
  subjects: renderSubjects,
  "legal-basis": renderLegalBasis,
  narrative: renderNarrative,
  evidence: renderEvidence,
  exculpatory: renderExculpatory,
  "national-interest": renderInterest,
  request: (context) => html`${requestTable(context) ?? html`<p>${memoWord("none")}</p>`}`,
  annexes: renderAnnexes,
};

/** The memo as one HTML document. Holds nothing but `request` and the catalogue's words. */
export function renderMemo(request: MemoRequest): string {
  const context: MemoContext = { ...request, footnotes: new Footnotes() };
  const numbered = request.memo.sections.filter((section) => section !== "cover");
  const contents = numbered.map((section) => html`<li><a href="#${section}">${memoWord(`section.${section}`)}</a></li>`);
  const sections = numbered.map(
    (section, i) => html`<section id="${section}"><h2>${String(i + 1)}. ${memoWord(`section.${section}`)}</h2>${RENDER[section](context)}</section>`,
  );
  const title = memoWord("dossier", { number: String(dossierNumber(request.index)) });
  return renderDocument(title, html`${RENDER.cover(context)}<nav aria-label="${memoWord("contents")}"><h2>${memoWord("contents")}</h2><ol>${contents}</ol></nav>${sections}`);
}
