/**
 * Annotations of a page. Links stay. What others show on the page (stamps, highlights, drawn boxes, filled form fields) is
 * drawn into the page itself, since a box may cover something; who made them, when, and what the note says goes.
 */
import { PDFArray, PDFDict, PDFName, PDFRawStream, PDFRef, type PDFContext, type PDFObject } from "@cantoo/pdf-lib";
import { utf8 } from "../../shared/bytes";
import type { FindingId } from "../finding";
import type { Telling } from "../parts-format";
import { refuse } from "../refusal";
import { cleanAction } from "./pdf-actions";
import { asDict, get, getArray, getDict, getName, getNumber, getText, itemsOf, keysOf, numbersOf, remove } from "./pdf-objects";

const LINK_KEYS: ReadonlySet<string> = new Set(["Type", "Subtype", "Rect", "Dest", "A", "Border", "BS", "C", "H", "QuadPoints", "F", "StructParent", "OC"]);
const HIDDEN = 2;
const NO_VIEW = 32;
/** They show a small sign at most, and are gone with what they hold. */
const NOT_DRAWN: Readonly<Record<string, FindingId>> = {
  Popup: "annotation", Text: "annotation", FileAttachment: "attachment", Sound: "attachment", Movie: "attachment", TrapNet: "private-data", PrinterMark: "private-data",
};
const ATTACHED: ReadonlySet<string> = new Set(["Screen", "RichMedia", "3D"]);

export interface Page {
  readonly dict: PDFDict;
  readonly where: string;
}

function isHidden(annotation: PDFDict): boolean {
  return ((getNumber(annotation, "F") ?? 0) & (HIDDEN | NO_VIEW)) !== 0;
}

function tellAnnotation(annotation: PDFDict, telling: Telling, where: string): void {
  const kind = getName(annotation, "Subtype");
  const what = ATTACHED.has(kind) ? "attachment" : (NOT_DRAWN[kind] ?? "annotation");
  if (kind === "Widget") return;
  telling.tell(what, [getText(annotation, "T"), getText(annotation, "Contents")].filter((text) => text !== "").join(": ") || kind, where);
  if (isHidden(annotation)) telling.tell("hidden-content", kind, where);
}

/** The stream that shows the annotation as it is now; null where there is none. */
function appearanceOf(annotation: PDFDict): PDFRef | null {
  const appearances = getDict(annotation, "AP");
  if (appearances === null) return null;
  const normal = get(appearances, "N");
  if (normal instanceof PDFRawStream) return asRef(appearances.get(PDFName.of("N")));
  const state = getName(annotation, "AS");
  if (!(normal instanceof PDFDict) || state === "" || !(get(normal, state) instanceof PDFRawStream)) return null;
  return asRef(normal.get(PDFName.of(state)));
}

function asRef(object: PDFObject | undefined): PDFRef | null {
  return object instanceof PDFRef ? object : null;
}

/** A field that shows nothing: a button that is off, a signature that is not seen, an empty line. */
function isEmptyWidget(annotation: PDFDict): boolean {
  const parent = getDict(annotation, "Parent");
  const kind = getName(annotation, "FT") || (parent === null ? "" : getName(parent, "FT"));
  const value = getText(annotation, "V") || (parent === null ? "" : getText(parent, "V"));
  return kind === "Btn" || kind === "Sig" || value === "";
}

/** ISO 32000-1, 12.5.5, algorithm 8.1: what moves the appearance's box onto the annotation's rectangle. */
function placement(form: PDFDict, annotation: PDFDict): number[] | null {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbersOf(getArray(form, "BBox"));
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(getArray(form, "Matrix"));
  const rect = numbersOf(getArray(annotation, "Rect"));
  const corners = [[x0, y0], [x0, y1], [x1, y0], [x1, y1]].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f]);
  const [left, bottom] = [0, 1].map((axis) => Math.min(...corners.map((corner) => corner[axis] ?? 0)));
  const [right, top] = [0, 1].map((axis) => Math.max(...corners.map((corner) => corner[axis] ?? 0)));
  const [width, height] = [(right ?? 0) - (left ?? 0), (top ?? 0) - (bottom ?? 0)];
  const [minX, maxX] = [Math.min(rect[0] ?? 0, rect[2] ?? 0), Math.max(rect[0] ?? 0, rect[2] ?? 0)];
  const [minY, maxY] = [Math.min(rect[1] ?? 0, rect[3] ?? 0), Math.max(rect[1] ?? 0, rect[3] ?? 0)];
  if (width === 0 || height === 0 || maxX === minX || maxY === minY) return null;
  const [scaleX, scaleY] = [(maxX - minX) / width, (maxY - minY) / height];
  const matrix = [scaleX, 0, 0, scaleY, minX - (left ?? 0) * scaleX, minY - (bottom ?? 0) * scaleY];
  return matrix.every(Number.isFinite) ? matrix : refuse("malformed");
}

interface Drawing {
  readonly form: PDFRef;
  readonly matrix: readonly number[];
}

function drawingOf(annotation: PDFDict, context: PDFContext): Drawing | null {
  const kind = getName(annotation, "Subtype");
  if (isHidden(annotation) || NOT_DRAWN[kind] !== undefined) return null;
  const form = appearanceOf(annotation);
  const dict = form === null ? null : asDict(context.lookup(form));
  if (form === null || dict === null) {
    // A viewer may draw it by itself, over something that is to stay covered.
    if (ATTACHED.has(kind) || (kind === "Widget" && isEmptyWidget(annotation))) return null;
    return refuse("unsupported");
  }
  dict.set(PDFName.of("Type"), PDFName.of("XObject"));
  dict.set(PDFName.of("Subtype"), PDFName.of("Form"));
  const layer = annotation.get(PDFName.of("OC"));
  if (layer !== undefined) dict.set(PDFName.of("OC"), layer);
  const matrix = placement(dict, annotation);
  return matrix === null ? null : { form, matrix };
}

/** Eight decimals, without an exponent, which PDF does not know. */
function decimal(value: number): string {
  return value.toFixed(8).replace(/\.?0+$/, "");
}

function register(context: PDFContext, text: string): PDFRef {
  return context.register(PDFRawStream.of(context.obj({}), utf8(text)));
}

function inherited(page: PDFDict, key: string): PDFObject | undefined {
  for (let node: PDFDict | null = page, left = 100; node !== null && left > 0; left--, node = getDict(node, "Parent")) {
    const value = get(node, key);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Adds the drawings after the page's own content, which stays as it is. */
function draw(page: PDFDict, drawings: readonly Drawing[]): void {
  const { context } = page;
  const resources = asDict(inherited(page, "Resources"))?.clone() ?? context.obj({});
  const forms = getDict(resources, "XObject")?.clone() ?? context.obj({});
  let text = "\nQ\n";
  drawings.forEach(({ form, matrix }, index) => {
    const name = `Annotation${index}`;
    if (forms.has(PDFName.of(name))) refuse("unsupported");
    forms.set(PDFName.of(name), form);
    text += `q ${matrix.map(decimal).join(" ")} cm /${name} Do Q\n`;
  });
  resources.set(PDFName.of("XObject"), forms);
  page.set(PDFName.of("Resources"), resources);
  const contents = page.get(PDFName.of("Contents"));
  const array = get(page, "Contents");
  const own = array instanceof PDFArray ? array.asArray() : contents === undefined ? [] : [contents];
  page.set(PDFName.of("Contents"), context.obj([register(context, "q\n"), ...own, register(context, text)]));
}

function cleanLink(link: PDFDict, telling: Telling, where: string): void {
  for (const key of keysOf(link)) {
    if (LINK_KEYS.has(key)) continue;
    if (key === "Contents" || key === "T") telling.tell("annotation", getText(link, key), where);
    else if (key === "M") telling.tell("date", getText(link, key), where);
    else if (key !== "P") telling.tell("private-data", key, where);
    remove(link, key);
  }
  cleanAction(link, "A", telling, where);
}

/** The page's links, cleaned, and its other annotations as drawings in it. */
export function cleanAnnotations({ dict, where }: Page, telling: Telling): void {
  const { context } = dict;
  const links: PDFObject[] = [];
  const drawings: Drawing[] = [];
  const annotations = getArray(dict, "Annots");
  itemsOf(annotations).forEach((item, index) => {
    const annotation = asDict(item);
    if (annotation === null) return;
    if (getName(annotation, "Subtype") === "Link" && !isHidden(annotation)) {
      cleanLink(annotation, telling, where);
      if (annotation.has(PDFName.of("A")) || annotation.has(PDFName.of("Dest"))) links.push(annotations?.get(index) ?? annotation);
      return;
    }
    tellAnnotation(annotation, telling, where);
    const drawing = drawingOf(annotation, context);
    if (drawing !== null) drawings.push(drawing);
  });
  if (links.length > 0) dict.set(PDFName.of("Annots"), context.obj(links));
  else remove(dict, "Annots");
  if (drawings.length > 0) draw(dict, drawings);
}
