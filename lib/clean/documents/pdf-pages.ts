/** The pages of a PDF, and what any of its objects may carry besides what it is for. */
import { PDFHexString, PDFName, PDFRawStream, PDFString, type PDFArray, type PDFContext, type PDFDict, type PDFObject, type PDFRef } from "@cantoo/pdf-lib";
import type { FindingId } from "../finding";
import type { Telling } from "../parts-format";
import { demand, refuse } from "../refusal";
import { tellTriggers } from "./pdf-actions";
import { cleanAnnotations, type Page } from "./pdf-annotations";
import { tellMetadata } from "./pdf-catalogue";
import { asDict, descend, get, getArray, getDict, getName, getText, itemsOf, keysOf, remove } from "./pdf-objects";

const PAGE: ReadonlySet<string> = new Set([
  "Type", "Parent", "Kids", "Count", "Resources", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Contents", "Rotate", "Group", "Annots", "Tabs",
  "StructParents", "UserUnit", "Trans", "Dur",
]);
/** Of every stream: how it is packed; drawings and pictures; patterns and shadings; functions; fonts; colour profiles. */
const STREAM: ReadonlySet<string> = new Set([
  "Type", "Subtype", "Length", "Filter", "DecodeParms", "DL",
  "FormType", "BBox", "Matrix", "Resources", "Group", "StructParent", "StructParents", "OC",
  "Width", "Height", "ColorSpace", "BitsPerComponent", "Intent", "ImageMask", "Mask", "Decode", "Interpolate", "SMask", "SMaskInData", "Matte",
  "PatternType", "PaintType", "TilingType", "XStep", "YStep", "ShadingType", "Background", "AntiAlias", "Function", "Coords", "Extend", "VerticesPerRow",
  "BitsPerCoordinate", "BitsPerFlag",
  "FunctionType", "Domain", "Range", "Size", "BitsPerSample", "Order", "Encode",
  "Length1", "Length2", "Length3", "CMapName", "CIDSystemInfo", "WMode", "UseCMap", "N", "Alternate",
]);
/** Where a dictionary may hold text: titles, addresses, descriptions, destinations, names of characters' collections. */
const TEXT: ReadonlySet<string> = new Set([
  "Title", "URI", "Alt", "ActualText", "E", "T", "Lang", "ID", "D", "Dest", "Registry", "Ordering", "OutputConditionIdentifier", "P", "CharSet", "FontFamily",
  "Name", "Panose", "Lookup", "Summary",
]);
/** What no object keeps. A name with a dot or two points is a program's own, such as TeX's PTEX.FileName, a path. */
const NEVER: Readonly<Record<string, FindingId>> = {
  Metadata: "xmp", PieceInfo: "custom-data", LastModified: "date", Thumb: "thumbnail", AA: "script", AF: "attachment", EF: "attachment", JS: "script",
  OPI: "link", Measure: "gps", PtData: "gps", VP: "gps", Threads: "description", B: "private-data",
};
const ANYWHERE: ReadonlySet<string> = new Set(["Metadata", "PieceInfo", "LastModified", "AF", "EF", "JS", "OPI"]);

/** What the tree of pages leads to. */
export interface Shown {
  readonly pages: ReadonlySet<PDFDict>;
  readonly links: ReadonlySet<PDFDict>;
}

/** Keys that say nothing, and go without a word. */
const SILENT: ReadonlySet<string> = new Set(["B", "ID", "Alternates", "PZ", "Name", "BoxColorInfo", "SeparationInfo", "PresSteps", "TemplateInstantiated"]);

function tellKey(dict: PDFDict, key: string, telling: Telling, where?: string): void {
  if (key === "Metadata") tellMetadata(get(dict, key), telling, where);
  else if (key === "AA") tellTriggers(get(dict, key), telling, where);
  else telling.tell(NEVER[key] ?? "private-data", NEVER[key] === undefined ? `${key}: ${getText(dict, key)}` : getText(dict, key), where);
}

function keep(dict: PDFDict, kept: ReadonlySet<string>, telling: Telling, where?: string): void {
  for (const key of keysOf(dict)) {
    if (kept.has(key)) continue;
    if (!SILENT.has(key)) tellKey(dict, key, telling, where);
    remove(dict, key);
  }
}

/** Pages that the tree of pages leads to; others are what an earlier version had. */
export function cleanPages(catalogue: PDFDict, telling: Telling): ReadonlySet<PDFDict> {
  const pages = new Set<PDFDict>();
  for (const { dict } of descend(catalogue.context, catalogue.get(PDFName.of("Pages")), ["Kids"])) {
    const isLeaf = getArray(dict, "Kids") === null;
    demand(!isLeaf || ["Page", ""].includes(getName(dict, "Type")));
    const where = isLeaf ? `page ${pages.size + 1}` : "pages";
    if (isLeaf) pages.add(dict);
    const page: Page = { dict, where };
    cleanAnnotations(page, telling);
    keep(dict, PAGE, telling, where);
  }
  demand(pages.size > 0);
  for (const kids of treeArrays(catalogue)) demand(itemsOf(kids).every((kid) => kid !== undefined), "truncated");
  return pages;
}

function* treeArrays(catalogue: PDFDict): Generator<PDFArray> {
  for (const { dict } of descend(catalogue.context, catalogue.get(PDFName.of("Pages")), ["Kids"])) {
    const kids = getArray(dict, "Kids");
    if (kids !== null) yield kids;
  }
}

/** What a reader that speaks is told: it belongs to the content, unless the page is gone or nothing is described. */
function cleanStructure(element: PDFDict, pages: ReadonlySet<PDFDict>, telling: Telling): void {
  const page = getDict(element, "Pg");
  const isGone = (page !== null && !pages.has(page)) || !element.has(PDFName.of("K"));
  for (const key of ["Alt", "ActualText", "E", "T"]) {
    if (getText(element, key) === "") continue;
    if (!isGone) telling.remain("descriptions");
    else {
      telling.tell("old-revision", getText(element, key));
      remove(element, key);
    }
  }
}

/** Takes out of any object what it should not carry. */
export function cleanObject(object: PDFDict | PDFRawStream, { pages, links }: Shown, telling: Telling): void {
  const dict = object instanceof PDFRawStream ? object.dict : object;
  if (object instanceof PDFRawStream) {
    if (dict.has(PDFName.of("F"))) refuse("unsupported"); // what it shows lies in another file
    keep(dict, STREAM, telling);
    // What is written anew with the stream must not stay behind as an object of its own.
    for (const key of ["Length", "Filter", "DecodeParms"]) {
      const value = get(dict, key);
      if (value !== undefined) dict.set(PDFName.of(key), value);
    }
  } else if (dict.has(PDFName.of("S")) && (dict.has(PDFName.of("P")) || dict.has(PDFName.of("K")))) cleanStructure(dict, pages, telling);
  cleanReference(dict, links);
  if (getName(dict, "O") === "UserProperties" && dict.has(PDFName.of("P"))) {
    telling.tell("custom-data", "UserProperties");
    remove(dict, "P");
  }
  for (const key of keysOf(dict)) {
    const isStrange = isText(dict.get(PDFName.of(key))) && !TEXT.has(key);
    if (!isStrange && !ANYWHERE.has(key) && !key.startsWith("PTEX.")) continue;
    tellKey(dict, key, telling);
    remove(dict, key);
  }
}

function isText(object: PDFObject | undefined): boolean {
  return object instanceof PDFString || object instanceof PDFHexString;
}

/** What the structure refers to besides the words of a page: a link, or a drawing. */
function cleanReference(dict: PDFDict, links: ReadonlySet<PDFDict>): void {
  const target = get(dict, "Obj");
  if (target !== undefined && !(target instanceof PDFRawStream) && !links.has(asDict(target) ?? dict)) remove(dict, "Obj");
}

/** A page that is no more, or an annotation that is none of a page's links. */
export function isGone(context: PDFContext, ref: PDFRef, { pages, links }: Shown): boolean {
  const dict = asDict(context.lookup(ref));
  if (dict === null) return false;
  const isPage = getName(dict, "Type") === "Page" || ((dict.has(PDFName.of("MediaBox")) || dict.has(PDFName.of("Contents"))) && !dict.has(PDFName.of("Kids")));
  if (isPage) return !pages.has(dict) && !links.has(dict);
  return (getName(dict, "Type") === "Annot" || dict.has(PDFName.of("Rect"))) && dict.has(PDFName.of("Subtype")) && !links.has(dict);
}
