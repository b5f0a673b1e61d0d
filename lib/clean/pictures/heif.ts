/**
 * HEIC and AVIF (ISO/IEC 23008-12, AV1 Image File Format): a new file with the picture items alone, their bytes untouched.
 *
 * [Note: What stays in a HEIC or AVIF] Coded pictures, the tiles and grids that they are made of, their transparency, and
 * the properties that decide how they look: size, colour, turning and mirroring. EXIF and XMP, thumbnails, depth and gain
 * maps, a moving picture beside the still one, names and every other item go, with their bytes. Sequences are refused.
 */
import { concatBytes, u32, type Bytes } from "../../shared/bytes";
import { boxHeader, cleanFileType, describeLeftOut, only, readBoxHeader, readBoxes, writeBox, type Box } from "../boxes";
import { ByteView, fromLatin1, latin1 } from "../byte-view";
import { finding, type Finding } from "../finding";
import { describeExif } from "../metadata/exif";
import { describeXmp } from "../metadata/text-metadata";
import { holdsStreamText } from "../recordings/stream-text";
import { demand } from "../refusal";
import { rewritingFormatInMemory, type Rewritten } from "../rewriting-format";
import * as tables from "./heif-items";
import { cleanProperty, codecLengthBytes, isAlpha, type Property } from "./heif-properties";

interface Heif {
  readonly bytes: Uint8Array;
  readonly media: readonly Box[];
  readonly inner: Uint8Array;
  readonly primary: number;
  readonly items: readonly tables.Item[];
  readonly locations: ReadonlyMap<number, tables.Location>;
  readonly references: readonly tables.Reference[];
  readonly properties: readonly Property[];
  readonly associations: ReadonlyMap<number, readonly tables.Association[]>;
}

const PICTURES = new Set(["hvc1", "av01", "grid", "iden", "iovl"]);
const META_READ = new Set(["hdlr", "pitm", "iloc", "iinf", "iref", "iprp", "idat", "dinf"]);

/** Boxes of the file; whatever is no box any more is told. */
function readFile(bytes: Uint8Array, findings: Finding[]): { boxes: Box[]; fileType: Bytes } {
  const view = new ByteView(bytes);
  const boxes: Box[] = [];
  let at = 0;
  for (; at < bytes.length; ) {
    const head = readBoxHeader(view, at, bytes.length - at);
    if (head === null) break;
    boxes.push({ type: head.type, data: bytes.subarray(at + head.header, at + head.size), at: at + head.header });
    at += head.size;
  }
  demand(boxes[0]?.type === "ftyp");
  demand(!boxes.some(({ type }) => type === "moov" || type === "moof"), "unsupported");
  if (at < bytes.length) findings.push(finding("trailing-data", `${bytes.length - at} B`));
  findings.push(...boxes.slice(1).filter(({ type }) => type !== "meta" && type !== "mdat").flatMap(describeLeftOut));
  return { boxes, fileType: cleanFileType(boxes[0].data, "mif1", findings) };
}

function readMeta(bytes: Uint8Array, boxes: readonly Box[], findings: Finding[]): Heif {
  const meta = readBoxes(only(boxes, "meta").data.subarray(4));
  demand(latin1(only(meta, "hdlr").data.subarray(8, 12)) === "pict", "unsupported");
  demand(!meta.some(({ type }) => type === "ipro"), "locked");
  findings.push(...meta.filter(({ type }) => !META_READ.has(type)).flatMap(describeLeftOut));
  const name = latin1(only(meta, "hdlr").data.subarray(24)).replaceAll("\0", "");
  if (name !== "") findings.push(finding("software", name));
  const primary = new ByteView(only(meta, "pitm").data);
  const parts = readBoxes(only(meta, "iprp").data);
  const properties = readBoxes(only(parts, "ipco").data);
  const associations = parts.filter(({ type }) => type === "ipma").flatMap((box) => [...tables.readAssociations(box, properties.length)]);
  return {
    bytes, inner: meta.find(({ type }) => type === "idat")?.data ?? new Uint8Array(), media: boxes.filter(({ type }) => type === "mdat"),
    primary: primary.u8(0) === 0 ? primary.u16(4) : primary.u32(4),
    items: tables.readItems(only(meta, "iinf")), locations: tables.readLocations(only(meta, "iloc")),
    references: tables.readReferences(meta.find(({ type }) => type === "iref")),
    properties: properties.map(cleanProperty), associations: new Map(associations),
  };
}

const propertiesOf = (heif: Heif, id: number): Property[] =>
  (heif.associations.get(id) ?? []).flatMap(({ property }) => heif.properties[property - 1] ?? []);

/** Picture items without thumbnails, without auxiliary pictures other than transparency, and without the tiles of such. */
function keptItems(heif: Heif): Set<number> {
  const kept = new Set(heif.items.filter(({ type }) => PICTURES.has(type)).map(({ id }) => id));
  for (const { type, from } of heif.references) {
    if (type === "thmb" || (type === "auxl" && !propertiesOf(heif, from).some(isAlpha))) kept.delete(from);
  }
  const parts = heif.references.filter(({ type }) => type === "dimg");
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    for (const id of new Set(parts.flatMap(({ to }) => to))) {
      if (!parts.some(({ from, to }) => kept.has(from) && to.includes(id)) && id !== heif.primary) kept.delete(id);
    }
    for (const { type, from, to } of heif.references) if (type === "auxl" && !to.some((id) => kept.has(id))) kept.delete(from);
  }
  demand(kept.has(heif.primary), "unsupported");
  demand(parts.every(({ from, to }) => !kept.has(from) || to.every((id) => kept.has(id))), "malformed");
  return kept;
}

function bytesOf(heif: Heif, id: number): Bytes {
  const location = heif.locations.get(id);
  demand(location !== undefined);
  return concatBytes(...location.extents.map(({ at, length }) => {
    if (location.inside) return new ByteView(heif.inner).sub(at, at + length);
    demand(heif.media.some((box) => at >= box.at && at + length <= box.at + box.data.length), "truncated");
    return heif.bytes.subarray(at, at + length);
  }));
}

/** Refuses a file in which bytes of a kept item belong to one that goes. */
function demandSeparate(heif: Heif, kept: ReadonlySet<number>): void {
  const ranges = [...heif.locations]
    .flatMap(([id, { inside, extents }]) => extents.map(({ at, length }) => ({ stays: kept.has(id), at: inside ? at - 2 ** 40 : at, length })))
    .sort((a, b) => a.at - b.at);
  let [stays, end] = [false, -Infinity];
  for (const range of ranges) {
    demand(range.at >= end || range.stays === stays);
    if (range.at + range.length > end) [stays, end] = [range.stays, range.at + range.length];
  }
}

function describeItem(heif: Heif, { id, type, contentType }: tables.Item): Finding[] {
  if (heif.references.some((each) => each.type === "thmb" && each.from === id)) return [finding("thumbnail")];
  if (PICTURES.has(type) && propertiesOf(heif, id).some(isAlpha)) return [];
  if (PICTURES.has(type)) return [finding("hidden-content", latin1(propertiesOf(heif, id).find((each) => each.type === "auxC")?.original.slice(4) ?? new Uint8Array()))];
  if (type === "Exif") {
    const data = new ByteView(bytesOf(heif, id));
    return describeExif(data.sub(Math.min(4 + data.u32(0), data.length)));
  }
  if (type === "mime") return contentType === "application/rdf+xml" ? describeXmp(bytesOf(heif, id)) : [finding("private-data", contentType)];
  return [finding("private-data", type)];
}

/** The properties that kept items use, counted anew, and who uses them. */
function writeProperties(heif: Heif, kept: ReadonlySet<number>): Bytes {
  const used = [...heif.associations].filter(([id]) => kept.has(id));
  const places = new Set(used.flatMap(([, list]) => list.map(({ property }) => property)));
  const numbers = new Map<number, number>();
  const boxes: Uint8Array[] = [];
  heif.properties.forEach(({ clean }, i) => {
    if (clean === null || !places.has(i + 1)) return;
    boxes.push(clean);
    numbers.set(i + 1, boxes.length);
  });
  const associations = used.map(([id, list]) => [id, list.flatMap(({ property, essential }) => {
    const number = numbers.get(property);
    demand(number !== undefined || !essential || property === 0 || heif.properties[property - 1]?.type === "colr", "unsupported");
    return number === undefined ? [] : [{ property: number, essential }];
  })] as const);
  return writeBox("iprp", writeBox("ipco", ...boxes), tables.writeAssociations(new Map(associations)));
}

function writeHeif(heif: Heif, kept: ReadonlySet<number>, fileType: Bytes): Bytes {
  const items = heif.items.filter(({ id }) => kept.has(id));
  const [inside, outside] = [true, false].map((within) =>
    items.filter(({ id }) => heif.locations.get(id)?.inside === within).map(({ id }) => ({ id, inside: within, data: bytesOf(heif, id) })));
  const all = [...(inside ?? []), ...(outside ?? [])];
  demand(all.length === items.length && all.reduce((sum, { data }) => sum + data.length, 0) <= heif.bytes.length);
  const references = heif.references.filter(({ type, from, to }) => (type === "dimg" || type === "auxl") && kept.has(from) && to.every((id) => kept.has(id)));
  const build = (start: number): Bytes => {
    const next = { true: 0, false: start };
    const places = all.map(({ id, inside: within, data }) => {
      const at = next[`${within}`];
      next[`${within}`] += data.length;
      return { id, inside: within, at, length: data.length };
    });
    return writeBox("meta", u32(0), writeBox("hdlr", u32(0), u32(0), fromLatin1("pict"), new Uint8Array(13)),
      writeBox("pitm", u32(0), u32(heif.primary).slice(2)), tables.writeLocations(places), tables.writeItems(items), ...tables.writeReferences(references),
      writeProperties(heif, kept), ...(inside?.length ? [writeBox("idat", ...inside.map(({ data }) => data))] : []));
  };
  const media = concatBytes(...(outside ?? []).map(({ data }) => data));
  return concatBytes(fileType, build(fileType.length + build(0).length + 8), boxHeader("mdat", media.length), media);
}

function rewriteHeif(bytes: Uint8Array): Rewritten {
  const findings: Finding[] = [];
  const { boxes, fileType } = readFile(bytes, findings);
  const heif = readMeta(bytes, boxes, findings);
  demand(new Set(heif.items.map(({ id }) => id)).size === heif.items.length && heif.items.every(({ id }) => id < 0x10000));
  const kept = keptItems(heif);
  demandSeparate(heif, kept);
  findings.push(...heif.items.filter(({ id }) => !kept.has(id)).flatMap((item) => describeItem(heif, item)));
  findings.push(...heif.items.filter(({ id, name }) => kept.has(id) && name !== "").map(({ name }) => finding("description", name)));
  const shown = new Set([...kept].flatMap((id) => propertiesOf(heif, id)));
  findings.push(...heif.properties.flatMap((property) => (shown.has(property) || !kept.has(heif.primary) ? property.findings : property.orphan)));
  const isSpoken = [...kept].some((id) => {
    const [codec, lengthBytes] = codecLengthBytes(propertiesOf(heif, id));
    return codec !== "other" && holdsStreamText(bytesOf(heif, id), codec, lengthBytes);
  });
  return { findings, remains: isSpoken ? ["stream-text"] : [], copy: [writeHeif(heif, kept, fileType)] };
}

export const heic = rewritingFormatInMemory("image/heic", rewriteHeif);
export const avif = rewritingFormatInMemory("image/avif", rewriteHeif);
