/**
 * PDF (ISO 32000), read with pdf-lib and written anew as one revision out of what its root leads to.
 *
 * [Note: What stays in a PDF] Pages with their content streams, fonts, pictures and colour numbers; bookmarks, destinations,
 * links to places inside and to public addresses, page labels, the structure for readers that speak. What annotations and
 * filled fields show is drawn into the page. All else goes: see pdf-catalogue.ts, pdf-pages.ts, pdf-annotations.ts.
 */
import { PDFArray, PDFDict, PDFName, PDFParser, PDFRawStream, PDFRef, type PDFContext, type PDFObject } from "@cantoo/pdf-lib";
import { partsFormat, type Telling } from "../parts-format";
import { demand, refuse } from "../refusal";
import { cleanCatalogue, describeInfo } from "./pdf-catalogue";
import { asDict, descend, get, getArray, getName, getText, nameOf } from "./pdf-objects";
import { cleanObject, cleanPages, isGone } from "./pdf-pages";
import { cleanProfile, cleanStream } from "./pdf-streams";
import { checkTables } from "./pdf-tables";
import { reach, writePdf, type Container, type Reached } from "./pdf-sweep";

const MOST_BYTES = 256 * 1024 * 1024;
const END = /startxref\s+(\d+)\s+%%EOF\s*/g;

/** Refuses a file that stops in the middle; tells earlier ends and what follows the last one. */
function describeEnds(text: string, telling: Telling): void {
  const ends = [...text.matchAll(END)];
  const last = ends.at(-1);
  if (last === undefined) return refuse("truncated");
  const trailing = text.slice(last.index + last[0].length);
  if (/\d\s+\d+\s+obj\b/.test(trailing)) refuse("truncated");
  if (trailing !== "") telling.tell("trailing-data", `${trailing.length} B`);
  const earlier = ends.filter(([, offset]) => offset !== "0").length - 1;
  if (earlier > 0) telling.tell("old-revision", String(earlier));
}

async function parse(bytes: Uint8Array): Promise<PDFContext> {
  const context = await PDFParser.forBytesWithOptions(bytes, 1000, true).parseDocument();
  if (context.trailerInfo.Encrypt !== undefined) refuse("locked");
  return context;
}

/** Files inside, wherever something names them. */
function tellAttachments(context: PDFContext, telling: Telling): void {
  for (const [, object] of context.enumerateIndirectObjects()) {
    const dict = asDict(object);
    if (dict?.has(PDFName.of("EF")) === true) telling.tell("attachment", getText(dict, "UF") || getText(dict, "F"));
  }
}

/** What is there though nothing leads to it. */
function tellLeftovers(context: PDFContext, { refs }: Reached, telling: Telling): void {
  const reached = new Set(refs);
  const info = context.trailerInfo.Info;
  const left = context.enumerateIndirectObjects().filter(([ref, object]) => {
    const dict = asDict(object);
    const isPlumbing = dict !== null && (["ObjStm", "XRef"].includes(getName(dict, "Type")) || dict.has(PDFName.of("Linearized")));
    return !reached.has(ref) && ref !== info && !isPlumbing && dict !== null;
  });
  if (left.length > 0) telling.tell("old-revision", `${left.length} objects`);
}

function linksOf(pages: ReadonlySet<PDFDict>): ReadonlySet<PDFDict> {
  return new Set([...pages].flatMap((page) => [...descend(page.context, getArray(page, "Annots") ?? undefined, [])].map(({ dict }) => dict)));
}

/** The streams of colour profiles that an array [/ICCBased stream] or an output intent leads to. */
function addProfiles(object: Container, profiles: Set<PDFRawStream>): void {
  let profile: PDFObject | undefined;
  if (object instanceof PDFArray) profile = nameOf(object.get(0)) === "ICCBased" ? object.lookup(1) : undefined;
  else if (object instanceof PDFDict) profile = get(object, "DestOutputProfile");
  if (profile instanceof PDFRawStream) profiles.add(profile);
}

async function rewritePdf(file: Blob, telling: Telling): Promise<() => Promise<BlobPart>> {
  if (file.size > MOST_BYTES) refuse("too-large");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder("windows-1252").decode(bytes); // one letter for each byte
  describeEnds(text, telling);
  const context = await parse(bytes);
  checkTables(text, context);
  const root = context.trailerInfo.Root;
  const catalogue = asDict(context.lookup(root));
  demand(root instanceof PDFRef && catalogue !== null && getName(catalogue, "Type") === "Catalog");
  telling.remain("content");
  describeInfo(asDict(context.lookup(context.trailerInfo.Info)), telling);
  if (context.trailerInfo.ID !== undefined) telling.tell("identifier", "ID");
  tellAttachments(context, telling);
  cleanCatalogue(catalogue, telling);
  const pages = cleanPages(catalogue, telling);
  const shown = { pages, links: linksOf(pages) };
  const profiles = new Set<PDFRawStream>();
  const reached = reach(context, root, {
    visit: (object) => {
      addProfiles(object, profiles);
      if (!(object instanceof PDFArray)) cleanObject(object, shown, telling);
    },
    isGone: (ref) => isGone(context, ref, shown),
  });
  tellLeftovers(context, reached, telling);
  const packers: (() => void)[] = [];
  let picture = 0;
  for (const object of reached.objects) {
    if (!(object instanceof PDFRawStream)) continue;
    if (profiles.has(object)) cleanProfile(object, undefined, telling);
    else packers.push(await cleanStream(object, getName(object.dict, "Subtype") === "Image" ? `picture ${++picture}` : undefined, telling));
  }
  return async () => {
    packers.forEach((pack) => { pack(); });
    return (await writePdf(reached, context.header)) as BlobPart;
  };
}

export const pdf = partsFormat("application/pdf", rewritePdf);
