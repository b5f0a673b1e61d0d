/** Readers of XMP (ISO 16684-1, an XML packet) and IPTC-IIM (inside Photoshop's image resources): only what a person should be told. */
import { finding, type Finding, type FindingId } from "../finding";

const XMP_TOLD: readonly (readonly [name: string, what: FindingId])[] = [
  ["dc:creator", "author"], ["dc:rights", "copyright"], ["dc:description", "description"], ["dc:title", "description"],
  ["xmp:CreatorTool", "software"], ["xmp:CreateDate", "date"], ["photoshop:DateCreated", "date"], ["photoshop:City", "place"],
  ["photoshop:Country", "place"], ["photoshop:Credit", "author"], ["tiff:Model", "device"], ["aux:SerialNumber", "serial"],
  ["aux:OwnerName", "owner"],
];

/** The value of a property, written as an attribute or as an element, tags inside it left out. */
function readProperty(xml: string, name: string): string {
  const attribute = new RegExp(`\\s${name}="([^"]*)"`).exec(xml)?.[1];
  const element = new RegExp(`<${name}[^>]*>([\\s\\S]{0,2000}?)</${name}>`).exec(xml)?.[1];
  return (attribute ?? element ?? "").replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").trim();
}

export function describeXmp(packet: Uint8Array): Finding[] {
  const xml = new TextDecoder().decode(packet);
  const position = [readProperty(xml, "exif:GPSLatitude"), readProperty(xml, "exif:GPSLongitude")].filter((part) => part !== "");
  const told = XMP_TOLD.flatMap(([name, what]) => {
    const value = readProperty(xml, name);
    return value === "" ? [] : [finding(what, value)];
  });
  return [
    ...(position.length > 0 ? [finding("gps", position.join(", "))] : []),
    ...told,
    ...(xml.includes("xmpMM:History") ? [finding("edit-history")] : []),
    finding("xmp"),
  ];
}

const IPTC_TOLD = new Map<number, FindingId>([
  [80, "author"], [85, "author"], [110, "author"], [115, "author"], [116, "copyright"], [118, "author"], [122, "author"],
  [90, "place"], [92, "place"], [95, "place"], [101, "place"], [120, "description"], [105, "description"], [55, "date"], [65, "software"],
]);

/** Data sets of record 2 (IIM 4.2, chapter 6): 0x1C, record, number, 16-bit length, value. */
export function describeIptc(payload: Uint8Array): Finding[] {
  const told: Finding[] = [];
  for (let at = 0; at + 5 <= payload.length; at++) {
    if (payload[at] !== 0x1c || payload[at + 1] !== 2) continue;
    const what = IPTC_TOLD.get(payload[at + 2] ?? 0);
    const length = ((payload[at + 3] ?? 0) << 8) | (payload[at + 4] ?? 0);
    if (at + 5 + length > payload.length) break;
    if (what !== undefined) told.push(finding(what, new TextDecoder().decode(payload.subarray(at + 5, at + 5 + length))));
    at += 4 + length;
  }
  return [...told, finding("iptc")];
}
