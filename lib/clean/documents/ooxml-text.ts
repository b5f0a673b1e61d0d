/** What goes out of an Office document's XML: changes that were tracked are accepted, numbers of edits and names of people go. */
import type { Element } from "@xmldom/xmldom";
import type { FindingId } from "../finding";
import type { Telling } from "../parts-format";
import { refuse } from "../refusal";
import type { Part } from "./ooxml-parts";
import { attributeOf, attributesOf, childOf, childrenOf, detach, elementsOf, isAttached, unwrap } from "./xml";

const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Elements that go with all that is in them. */
const GONE: Readonly<Record<string, FindingId>> = {
  del: "tracked-change", moveFrom: "tracked-change", rPrChange: "tracked-change", pPrChange: "tracked-change", sectPrChange: "tracked-change", tblPrChange: "tracked-change",
  trPrChange: "tracked-change", tcPrChange: "tracked-change", tblGridChange: "tracked-change", tblPrExChange: "tracked-change", numberingChange: "tracked-change",
  moveFromRangeStart: "tracked-change", moveFromRangeEnd: "tracked-change", moveToRangeStart: "tracked-change", moveToRangeEnd: "tracked-change",
  cellIns: "tracked-change", cellMerge: "tracked-change", trackRevisions: "tracked-change",
  commentRangeStart: "annotation", commentRangeEnd: "annotation", commentReference: "annotation", annotationRef: "annotation",
  proofErr: "private-data", proofState: "private-data", rsids: "identifier", docId: "identifier", docVars: "custom-data", mailMerge: "link", attachedTemplate: "link",
  writeProtection: "author", documentProtection: "author", permStart: "author", permEnd: "author", dataBinding: "custom-data", revisionView: "private-data",
  fileSharing: "author", absPath: "link", revisionPtr: "identifier", customWorkbookViews: "author", customSheetViews: "author", documentManagement: "custom-data",
  webPublishing: "custom-data", modifyVerifier: "author", creationId: "identifier", custDataLst: "custom-data", fileRecoveryPr: "private-data",
  notesMasterIdLst: "hidden-content", handoutMasterIdLst: "hidden-content", legacyDrawing: "annotation",
};
const ONLY_IN_WORD: ReadonlySet<string> = new Set(["del", "moveFrom"]);
const UNWRAPPED: ReadonlySet<string> = new Set(["ins", "moveTo", "smartTag", "customXml"]);
const ATTRIBUTES: Readonly<Record<string, FindingId>> = {
  author: "author", initials: "author", refreshedBy: "author", lastEdited: "software", lowestEdited: "software", rupBuild: "software", codeName: "private-data",
  paraId: "identifier", textId: "identifier", uid: "identifier", refreshedDate: "date", documentId: "identifier", editId: "identifier", anchorId: "identifier",
};
const PATH = /^(?:[A-Za-z]:\\|\\\\|\/(?:home|Users|tmp|mnt|media|var)\/|file:)/;

const HIDDEN = { name: "hidden", shown: ["0", "false"] };
/** The attribute that hides an element, and the values with which it does not. */
const SWITCHES: Readonly<Record<string, { name: string; shown: readonly string[] }>> = {
  sheet: { name: "state", shown: ["visible"] }, sld: { name: "show", shown: ["1", "true"] },
  row: HIDDEN, col: HIDDEN, definedName: HIDDEN, cNvPr: HIDDEN, docPr: HIDDEN,
};

const isWord = (element: Element): boolean => element.namespaceURI === WORD;

/** A paragraph whose end was deleted goes on in the next one. */
function joinNext(paragraph: Element): void {
  let next = paragraph.nextSibling;
  while (next !== null && next.nodeType !== 1) next = next.nextSibling;
  const target = next as Element | null;
  if (target?.localName !== "p") return;
  const properties = childOf(target, "pPr");
  const before = properties === null ? target.firstChild : properties.nextSibling;
  for (const child of childrenOf(paragraph)) if (child.localName !== "pPr") target.insertBefore(child, before);
  detach(paragraph);
}

/** Rows, cells and ends of paragraphs are marked inside their properties. */
function acceptMarks(element: Element): void {
  const isMark = element.localName === "del" || element.localName === "moveFrom" || element.localName === "cellDel";
  const holder = element.parentNode as Element | null;
  const owner = holder?.parentNode as Element | null;
  if (!isMark || holder === null || owner === null) return;
  if (holder.localName === "trPr" || holder.localName === "tcPr") detach(owner);
  else if (holder.localName === "rPr" && owner.localName === "pPr" && owner.parentNode !== null) joinNext(owner.parentNode as Element);
}

function cleanElement(element: Element, name: string, telling: Telling): void {
  const local = element.localName ?? "";
  if (UNWRAPPED.has(local) && isWord(element)) {
    const isMarked = local === "ins" || local === "moveTo";
    telling.tell(isMarked ? "tracked-change" : "custom-data", isMarked ? `${attributeOf(element, "author")}: ${element.textContent ?? ""}` : "", name);
    for (const child of childrenOf(element)) if (child.localName === "customXmlPr" || child.localName === "smartTagPr") detach(child);
    unwrap(element);
    return;
  }
  const what = local === "cellDel" ? "tracked-change" : GONE[local];
  if (what === undefined || (ONLY_IN_WORD.has(local) && !isWord(element))) return;
  const text = what === "tracked-change" ? [attributeOf(element, "author"), element.textContent ?? ""].filter((part) => part !== "").join(": ") : "";
  telling.tell(what, text, name);
  acceptMarks(element);
  detach(element);
}

function cleanAttributes(element: Element, part: Part, telling: Telling): void {
  for (const { name, local, value } of attributesOf(element)) {
    const isIdentifier = local.startsWith("rsid");
    // A chart's or a table's "author" is not a person's; they have no such attribute.
    const what = isIdentifier ? "identifier" : ATTRIBUTES[local];
    const isPath = (local === "descr" || local === "title" || local === "name" || local === "alt") && PATH.test(value);
    if (what === undefined && !isPath) continue;
    telling.tell(what ?? "description", isIdentifier ? "" : value, part.name);
    if (isPath && local === "name") element.setAttribute(name, "");
    else element.removeAttribute(name);
  }
}

/** What referred to a relationship that is gone. */
function cleanReferences(element: Element, part: Part): void {
  for (const attribute of [...element.attributes]) {
    if (attribute.namespaceURI !== RELATIONSHIPS || !part.lost.has(attribute.value)) continue;
    if (element.localName === "blip" && attribute.localName === "link") element.removeAttribute(attribute.name);
    else if (element.localName === "hyperlink" && isWord(element)) unwrap(element);
    else detach(element);
    return;
  }
}

/** Rows, columns, sheets, slides and names that are not shown are shown; text that is not shown goes. */
function showHidden(element: Element, part: Part, telling: Telling): void {
  const local = element.localName ?? "";
  const isOff = ["0", "false", "off"].includes(attributeOf(element, "val"));
  if (["vanish", "specVanish"].includes(local) && isWord(element) && !isOff) {
    const run = element.parentNode?.parentNode as Element | null;
    telling.tell("hidden-content", run?.localName === "r" ? (run.textContent ?? "") : "", part.name);
    if (run?.localName === "r") detach(run);
    else detach(element);
  }
  const switched = SWITCHES[local];
  const value = switched === undefined ? null : element.getAttribute(switched.name);
  if (switched === undefined || value === null) return;
  if (!switched.shown.includes(value)) telling.tell("hidden-content", attributeOf(element, "name") || local, part.name);
  element.removeAttribute(switched.name);
}

export function cleanPart(part: Part, telling: Telling): void {
  if (part.xml === null) return;
  for (const element of elementsOf(part.xml)) {
    if (!isAttached(element)) continue;
    // Pictures in the head and foot of printed pages stand in the same kind of part as remarks do, which goes.
    if (element.localName === "legacyDrawingHF") refuse("unsupported");
    cleanReferences(element, part);
    if (isAttached(element)) cleanElement(element, part.name, telling);
    if (!isAttached(element)) continue;
    cleanAttributes(element, part, telling);
    showHidden(element, part, telling);
  }
}
