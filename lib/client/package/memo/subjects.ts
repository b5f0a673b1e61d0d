/** Sections about who is recommended: identification sheets, legal basis, request. */
import type { Subject } from "../../../domain/dossier/subject";
import { findCriterion } from "../../../domain/regimes";
import type { MemoData } from "../../../domain/package-recipe";
import { html, isolate, prose, type Content, type Markup } from "../html";
import { factTable, findSubject, isLatin, listTable, orderNames, type MemoContext } from "./context";
import { countryName, domainWord, formatPartialDate, memoWord, scriptName } from "./words";

/** The name in its own script, and beneath it the main one in Latin letters. */
export function subjectHeading(subject: Subject | undefined): Content {
  const names = subject === undefined ? [] : orderNames(subject).filter(({ strength }) => strength === "strong");
  const native = names.find(({ full }) => !isLatin(full));
  const latin = names.filter(({ full }) => isLatin(full));
  const shown = [native, latin.find(({ type }) => type === "primary") ?? latin[0]].filter((name) => name !== undefined);
  if (shown.length === 0) return memoWord("unnamed");
  return shown.map((name, i) => html`${i > 0 ? html`<br>` : null}${isolate(name.full, name.language)}`);
}

function namesTable(subject: Subject): Markup | null {
  return listTable(
    memoWord("person.names"),
    [memoWord("person.name"), memoWord("person.nameType"), memoWord("person.script"), memoWord("person.strength")],
    orderNames(subject).map((name) => [
      isolate(name.full, name.language),
      domainWord(`nameType.${name.type}`),
      scriptName(name.script),
      domainWord(`nameStrength.${name.strength}`),
    ]),
  );
}

function positionsTable(subject: Subject): Markup | null {
  return listTable(
    memoWord("person.positions"),
    [memoWord("person.position"), memoWord("person.organisation"), memoWord("person.rank"), memoWord("person.from"), memoWord("person.to")],
    subject.positions.map((position) => [
      isolate(position.title),
      [isolate(position.organisation), position.unit === "" ? null : html`<br>${isolate(position.unit)}`],
      isolate(position.rank),
      formatPartialDate(position.from),
      position.current ? memoWord("person.current") : formatPartialDate(position.to),
    ]),
  );
}

function identifiersTable(subject: Subject): Markup | null {
  return listTable(
    memoWord("person.identifiers"),
    [memoWord("person.identifiers"), memoWord("person.number"), memoWord("person.country"), memoWord("person.issued"), memoWord("person.expires")],
    subject.identifiers.map((identifier) => [
      domainWord(`identifierKind.${identifier.kind}`),
      html`<code>${isolate(identifier.number)}</code>`,
      countryName(identifier.country),
      formatPartialDate(identifier.issued),
      formatPartialDate(identifier.expires),
    ]),
  );
}

function identityTable(subject: Subject, isUs: boolean): Markup | null {
  const isPerson = subject.kind === "person";
  const { answer, note } = subject.foreignPersonCheck;
  return factTable([
    [memoWord("person.kind"), domainWord(`subjectKind.${subject.kind}`)],
    [memoWord("person.role"), subject.role === "" ? "" : domainWord(`subjectRole.${subject.role}`)],
    [memoWord(isPerson ? "person.born" : "person.founded"), subject.birthDates.map(formatPartialDate).filter((date) => date !== "").join("; ")],
    [memoWord(isPerson ? "person.placeOfBirth" : "person.seat"), subject.placeOfBirth === "" ? null : isolate(subject.placeOfBirth)],
    [memoWord("person.gender"), isPerson && subject.gender !== "unknown" ? domainWord(`gender.${subject.gender}`) : ""],
    [memoWord(isPerson ? "person.nationalities" : "person.registeredIn"), subject.nationalities.map(countryName).join(", ")],
    [memoWord("person.foreignPerson"), isUs ? [domainWord(`foreignPerson.${answer}`), note === "" ? null : prose(note)] : null],
  ]);
}

function subjectSheet(context: MemoContext, subject: Subject): Markup {
  const supporting = context.memo.exhibits.filter(({ supports }) => supports.includes(subject.subjectId)).map(({ number }) => number);
  return html`<section class="sheet">
<h3>${subjectHeading(subject)}</h3>
${namesTable(subject)}${identityTable(subject, context.memo.audience === "us")}${positionsTable(subject)}${identifiersTable(subject)}
${supporting.length > 0 ? html`<p>${memoWord("person.shownBy")}${context.footnotes.cite(supporting)}</p>` : null}
</section>`;
}

export function renderSubjects(context: MemoContext): Markup {
  return html`${context.memo.subjects.map((subject) => subjectSheet(context, subject))}`;
}

function renderBasis(context: MemoContext, basis: MemoData["legalBasis"][number]): Markup {
  const criterion = findCriterion(basis.criterion);
  const title = criterion === null ? memoWord("basis.unknownCriterion", { code: basis.criterion }) : criterionLabel(criterion.code);
  return html`<section>
<h4>${title}</h4>
${criterion === null ? null : html`<p class="cites">${criterion.cites.join("; ")}</p>
<blockquote><p>${criterion.text}</p></blockquote><p class="source">${memoWord("basis.source", { source: criterion.source })}</p>`}
${factTable([[memoWord("basis.link"), basis.linkType === "" ? "" : domainWord(`conductLink.${basis.linkType}`)]])}
<h5>${memoWord("basis.why")}</h5>
${basis.narrative.trim() === "" ? html`<p>${memoWord("notAnswered")}</p>` : prose(basis.narrative, context.memo.header.language)}
</section>`;
}

/** The catalogue's short name; a criterion that it does not know yet shows its code. */
function criterionLabel(code: string): string {
  const key = `criterion.${code}` as Parameters<typeof domainWord.has>[0];
  return domainWord.has(key) ? domainWord(key) : code;
}

export function renderLegalBasis(context: MemoContext): Markup {
  return html`${context.memo.subjects.map((subject) => {
    const rows = context.memo.legalBasis.filter(({ subjectId }) => subjectId === subject.subjectId);
    return html`<section><h3>${subjectHeading(subject)}</h3>${rows.length > 0 ? rows.map((row) => renderBasis(context, row)) : html`<p>${memoWord("none")}</p>`}</section>`;
  })}`;
}

/** Who is recommended for what, as rows of a table: the cover and the request show the same. */
export function requestTable(context: MemoContext): Markup | null {
  return listTable(
    memoWord("subjectsAndRequests"),
    [memoWord("subject"), memoWord("requested")],
    context.memo.requests.map(({ subjectId, asked }) => [
      subjectHeading(findSubject(context, subjectId)),
      asked.length === 0 ? memoWord("notAnswered") : html`<ul>${asked.map((code) => html`<li>${domainWord(`asked.${code}`)}</li>`)}</ul>`,
    ]),
  );
}
