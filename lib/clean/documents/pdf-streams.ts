/**
 * The streams of a PDF: each is unpacked and packed anew, so that nothing hides behind the end of what a viewer reads, and
 * photos in them are cleaned as the files they are.
 */
import { PDFArray, PDFDict, PDFName, PDFRawStream, decodePDFRawStream, type PDFObject } from "@cantoo/pdf-lib";
import { Inflate, zlibSync } from "fflate";
import { concatBytes } from "../../shared/bytes";
import { isNeutralProfile, profileName, profileNumbers } from "../metadata/colour-profile";
import { SNIFF_BYTES, sniffKind, type FileKind } from "../kinds";
import type { Telling } from "../parts-format";
import { demand, refuse } from "../refusal";
import { cleanJpeg2000 } from "./jpeg-2000";
import { get, itemsOf, nameOf, remove } from "./pdf-objects";

const MOST_INFLATED = 256 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
/** They pack only; what they hold is packed by the next one. */
const PLAIN_FILTERS: ReadonlySet<string> = new Set(["ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"]);
const OTHER_FILTERS: ReadonlySet<string> = new Set(["FlateDecode", "LZWDecode", "DCTDecode", "JPXDecode", "CCITTFaxDecode", "JBIG2Decode"]);
/** How a file of its own begins; a stream that does without saying so is not what it seems. */
const FILES: ReadonlySet<FileKind> = new Set(["jpeg", "png", "pdf", "zip", "ooxml", "odf", "old-office"]);

/** A zlib stream as viewers read it: without regard to its checksum or to what follows its end. */
export function inflateLeniently(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const inflate = new Inflate((part, final) => {
    size += part.length;
    if (size > MOST_INFLATED) refuse("too-large");
    parts.push(part);
    ended ||= final;
  });
  for (let at = 2; at < bytes.length; at += CHUNK_BYTES) inflate.push(bytes.subarray(at, at + CHUNK_BYTES), at + CHUNK_BYTES >= bytes.length);
  demand(ended, "truncated");
  return concatBytes(...parts);
}

interface Packing {
  readonly filters: string[];
  readonly parameters: (PDFObject | undefined)[];
}

function packingOf(dict: PDFDict): Packing {
  const filter = get(dict, "Filter");
  const filters = (filter instanceof PDFArray ? itemsOf(filter) : [filter]).map(nameOf).filter((name) => name !== "");
  const parameters = get(dict, "DecodeParms");
  return { filters, parameters: parameters instanceof PDFArray ? itemsOf(parameters) : [parameters] };
}

function setPacking(stream: PDFRawStream, { filters, parameters }: Packing): void {
  const { dict } = stream;
  const { context } = dict;
  remove(dict, "Filter");
  remove(dict, "DecodeParms");
  if (filters.length > 0) dict.set(PDFName.of("Filter"), filters.length === 1 ? PDFName.of(filters[0] ?? "") : context.obj(filters.map((name) => PDFName.of(name))));
  if (!parameters.some((item) => item instanceof PDFDict)) return;
  const kept = filters.map((_, i) => (parameters[i] instanceof PDFDict ? parameters[i] : context.obj(null)));
  dict.set(PDFName.of("DecodeParms"), kept.length === 1 && kept[0] !== undefined ? kept[0] : context.obj(kept));
}

/** Bytes behind the outer filters that only pack; `stream` keeps the filters that are left. */
function unwrap(stream: PDFRawStream, packing: Packing): Uint8Array {
  let bytes = stream.contents;
  for (let first = packing.filters[0]; first !== undefined; first = packing.filters[0]) {
    if (first === "FlateDecode" && packing.filters.length > 1) bytes = inflateLeniently(bytes);
    else if (PLAIN_FILTERS.has(first)) {
      const dict = stream.dict.context.obj({ Filter: first });
      bytes = decodePDFRawStream(PDFRawStream.of(dict, bytes)).decode();
    } else break;
    packing.filters.shift();
    packing.parameters.shift();
  }
  return bytes;
}

async function embed(bytes: Uint8Array, where: string, telling: Telling): Promise<Uint8Array> {
  return new Uint8Array(await (await telling.embed(new Blob([bytes as BlobPart]), where)).arrayBuffer());
}

/** The decoded bytes of a stream that is packed in the ways that text, fonts and profiles are; null for pictures' own. */
export function unpack(stream: PDFRawStream): Uint8Array | null {
  const packing = packingOf(stream.dict);
  const bytes = unwrap(stream, packing);
  if (packing.filters.length === 0) return bytes;
  if (packing.filters.length > 1 || packing.filters[0] !== "FlateDecode" || packing.parameters[0] instanceof PDFDict) return null;
  return inflateLeniently(bytes);
}

/** Puts a stream in order; gives back what packs it, for the copy alone. */
export async function cleanStream(stream: PDFRawStream, where: string | undefined, telling: Telling): Promise<() => void> {
  const packing = packingOf(stream.dict);
  const bytes = unwrap(stream, packing);
  const coding = packing.filters.at(-1) ?? "";
  if (packing.filters.length > 1) refuse("unsupported");
  demand(coding === "" || OTHER_FILTERS.has(coding));
  demand(coding !== "" || !FILES.has(sniffKind(bytes.subarray(0, SNIFF_BYTES))));
  let contents = bytes;
  if (coding === "DCTDecode") contents = await embed(bytes, where ?? "picture", telling);
  if (coding === "JPXDecode") contents = cleanJpeg2000(bytes, where, telling);
  return () => {
    setPacking(stream, packing.filters.length === 0 && stream.contents !== bytes ? { filters: ["FlateDecode"], parameters: [] } : packing);
    if (coding === "FlateDecode") contents = zlibSync(inflateLeniently(bytes), { level: 6 });
    else if (packing.filters.length === 0 && stream.contents !== bytes) contents = zlibSync(bytes, { level: 6 });
    stream.updateContents(contents);
  };
}

/** Reduces the colour profile in `stream` to its numbers. */
export function cleanProfile(stream: PDFRawStream, where: string | undefined, telling: Telling): void {
  const profile = unpack(stream) ?? refuse("unsupported");
  const numbers = profileNumbers(profile) ?? refuse("unsupported");
  if (!isNeutralProfile(profile)) telling.tell("colour-profile", profileName(profile), where);
  setPacking(stream, { filters: ["FlateDecode"], parameters: [] });
  stream.updateContents(zlibSync(numbers, { level: 6 }));
}
