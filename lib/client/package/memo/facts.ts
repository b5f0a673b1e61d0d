/** Sections about what happened and what shows it. */
import { html, isolate, prose, type Content, type Markup } from "../html";
import { exhibitNumber } from "../member-names";
import { exhibitLabel, factTable, findSubject, listTable, type MemoContext } from "./context";
import { subjectHeading } from "./subjects";
import { countryName, domainWord, formatPartialDate, languageName, memoWord } from "./words";
import type { MemoData } from "../../../domain/package-recipe";

type Incident = MemoData["incidents"][number];
type Exhibit = MemoData["exhibits"][number];

function incidentDate({ from, to }: Incident): string {
  const [start, end] = [formatPartialDate(from), formatPartialDate(to)];
  if (start === "") return memoWord("facts.undated");
  return end === "" || end === start ? start : `${start} – ${end}`;
}

function victimsTable(incident: Incident): Markup | null {
  return listTable(
    memoWord("facts.victims"),
    [memoWord("facts.victim"), memoWord("facts.groups"), memoWord("facts.status")],
    incident.victims.map((victim) => [
      isolate(victim.pseudonym),
      victim.groups.map((group) => domainWord(`victimGroup.${group}`)).join(", "),
      domainWord(`victimStatus.${victim.status}`),
    ]),
  );
}

function renderIncident(context: MemoContext, incident: Incident, position: number): Markup {
  const { country, area, site } = incident.place;
  const places: Content[] = [site, area].filter((part) => part !== "").map((part) => [isolate(part), ", "]);
  const responsible = incident.perpetratorSubjectIds.map((id) => html`<li>${subjectHeading(findSubject(context, id))}</li>`);
  return html`<section class="incident">
<h4>${memoWord("facts.incident", { number: String(position + 1) })}: ${incidentDate(incident)}</h4>
${factTable([
  [memoWord("facts.what"), incident.category === "" ? "" : domainWord(`incidentCategory.${incident.category}`)],
  [memoWord("facts.where"), country === "" && places.length === 0 ? null : [places, countryName(country)]],
  [memoWord("facts.responsible"), responsible.length > 0 ? html`<ul>${responsible}</ul>` : null],
])}
${prose(incident.description, context.memo.header.language)}
${incident.exhibits.length > 0 ? html`<p>${memoWord("section.evidence")}${context.footnotes.cite(incident.exhibits)}</p>` : null}
${victimsTable(incident)}
</section>`;
}

export function renderNarrative(context: MemoContext): Markup {
  const { header, incidents } = context.memo;
  return html`
${header.background.trim() === "" ? null : html`<h3>${memoWord("facts.background")}</h3>${prose(header.background, header.language)}`}
<h3>${memoWord("facts.incidents")}</h3>
<p>${memoWord("facts.pseudonymsNote")}</p>
${incidents.length === 0 ? html`<p>${memoWord("none")}</p>` : incidents.map((incident, i) => renderIncident(context, incident, i))}`;
}

function filesOfExhibit(context: MemoContext, exhibit: Exhibit): Content {
  if (exhibit.fileIds.length === 0) return memoWord("evidence.noFile");
  return html`<ul class="files">${exhibit.fileIds.map((fid) => {
    const named = context.files.get(fid);
    if (named === undefined) return html`<li>${memoWord("evidence.missingFile")}</li>`;
    const { name, file } = named;
    return html`<li><a href="../${name}">${name.replace("exhibits/", "")}</a><br>${memoWord("evidence.bytes", { size: file.size })}<br><code>${file.sha256}</code></li>`;
  })}</ul>`;
}

function exhibitRow(context: MemoContext, exhibit: Exhibit): readonly Content[] {
  const { header } = context.memo;
  return [
    html`<span id="exhibit-${exhibit.number}">${exhibitNumber(context.index, exhibit)}</span>`,
    [
      isolate(exhibit.title),
      html`<br>${exhibit.type === "" ? "" : domainWord(`evidenceType.${exhibit.type}`)}`,
      exhibit.language === "" ? null : html`<br>${languageName(exhibit.language)}`,
      exhibit.mayBeShownToTarget === "no" ? html`<br><strong>${memoWord("evidence.mustNotShow")}</strong>` : null,
    ],
    prose(exhibit.whatItShows, header.language),
    [
      exhibit.sourceClass === "" ? "" : domainWord(`sourceClass.${exhibit.sourceClass}`),
      exhibit.capturedAt === "" ? null : html`<br>${memoWord("evidence.captured")}: ${isolate(exhibit.capturedAt)}`,
      exhibit.captureUrl === "" ? null : html`<br>${memoWord("evidence.address")}: <span class="address">${isolate(exhibit.captureUrl)}</span>`,
    ],
    filesOfExhibit(context, exhibit),
  ];
}

export function renderEvidence(context: MemoContext): Markup {
  const table = listTable(
    memoWord("evidence.caption", { number: String(context.index + 1) }),
    [memoWord("evidence.number"), memoWord("evidence.what"), memoWord("evidence.shows"), memoWord("evidence.source"), memoWord("evidence.files")],
    context.memo.exhibits.map((exhibit) => exhibitRow(context, exhibit)),
  );
  return html`<p>${memoWord("evidence.intro")}</p>${table ?? html`<p>${memoWord("none")}</p>`}`;
}

/** The footnotes of the whole memo; rendered last, when every reference has been met. */
export function renderNotes(context: MemoContext): Markup | null {
  const { cited } = context.footnotes;
  if (cited.length === 0) return null;
  const notes = cited.map((number, i) => {
    const n = String(i + 1);
    const exhibit = context.memo.exhibits.find((each) => each.number === number);
    return html`<li id="note-${n}"><a href="#exhibit-${number}">${exhibitLabel(context, number)}</a>: ${isolate(exhibit?.title ?? "")} <a href="#ref-${n}" role="doc-backlink" aria-label="${memoWord("annex.back", { number: n })}">↩</a></li>`;
  });
  return html`<section role="doc-endnotes"><h3>${memoWord("annex.notes")}</h3><ol class="endnotes">${notes}</ol></section>`;
}
