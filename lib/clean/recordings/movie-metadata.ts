/** Readers of what MP4 and QuickTime files tell about themselves ("udta", "meta", "ilst", "keys"): only what a person should be told. */
import { readBoxHeader } from "../boxes";
import { ByteView, latin1, readable } from "../byte-view";
import { finding, type Finding, type FindingId } from "../finding";
import { describeXmp } from "../metadata/text-metadata";

const MOST_ENTRIES = 500;

const TOLD: Readonly<Record<string, FindingId>> = {
  "\xa9xyz": "gps", "\xa9mak": "device", "\xa9mod": "device", manu: "device", modl: "device", "\xa9swr": "software", "\xa9too": "software", "\xa9enc": "software", "\xa9day": "date", date: "date",
  "\xa9nam": "description", titl: "description", "\xa9des": "description", desc: "description", ldes: "description", dscp: "description", "\xa9cmt": "comment", "\xa9inf": "comment",
  "\xa9ART": "author", aART: "author", "\xa9aut": "author", auth: "author", perf: "author", "\xa9wrt": "author", "\xa9dir": "author", "\xa9prd": "author", cprt: "copyright", "\xa9cpy": "copyright",
  covr: "cover-picture", name: "track-name", chpl: "chapter", loci: "gps",
};
/** The ends of QuickTime's long names: "com.apple.quicktime.location.ISO6709". */
const KEYS: readonly (readonly [RegExp, FindingId])[] = [
  [/location|gps/i, "gps"], [/make|model|device|camera/i, "device"], [/software|encoder/i, "software"], [/date|time/i, "date"], [/artist|author|creator|producer|director|owner/i, "author"],
  [/copyright/i, "copyright"], [/comment/i, "comment"], [/title|description|displayname/i, "description"], [/identifier|uuid/i, "identifier"],
];

interface Entry {
  readonly type: string;
  readonly data: Uint8Array;
}

/** Boxes as far as they can be read; the names of "ilst" entries may be numbers. */
function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new ByteView(bytes);
  const entries: Entry[] = [];
  for (let at = 0; at + 8 <= bytes.length && entries.length < MOST_ENTRIES; ) {
    const size = view.u32(at);
    if (size < 8 || at + size > bytes.length) break;
    entries.push({ type: view.text(at + 4, 4), data: bytes.subarray(at + 8, at + size) });
    at += size;
  }
  return entries;
}

function told(what: FindingId, text: string, otherwise: string): Finding {
  if (what === "cover-picture") return finding(what);
  return what === "tag" ? finding(what, `${otherwise}: ${text}`) : finding(what, text);
}

/** The text of a "udta" entry: behind its length and language, or behind the flags of 3GPP's boxes. */
function userText(type: string, data: Uint8Array): string {
  const text = type.startsWith("\xa9") ? data.subarray(4) : data.subarray(data[0] === 0 && data.length > 6 ? 6 : 0);
  return readable(text).replaceAll("\0", " ").trim();
}

function describeLocation(data: Uint8Array): Finding[] {
  const end = data.indexOf(0, 6);
  const name = readable(data.subarray(6, end));
  if (end < 0 || end + 10 > data.length) return [finding("gps", name)];
  const view = new DataView(data.buffer, data.byteOffset + end + 2, 8);
  return [finding("gps", `${name} ${(view.getInt32(4) / 65536).toFixed(5)}, ${(view.getInt32(0) / 65536).toFixed(5)}`)];
}

function describeChapters(data: Uint8Array): Finding[] {
  const found: Finding[] = [];
  for (let at = 9; at + 9 <= data.length && found.length < MOST_ENTRIES; ) {
    const length = data[at + 8] ?? 0;
    found.push(finding("chapter", readable(data.subarray(at + 9, at + 9 + length))));
    at += 9 + length;
  }
  return found;
}

function keyNames(data: Uint8Array): string[] {
  return entriesOf(data.subarray(8)).map((entry) => readable(entry.data));
}

function whatOfKey(name: string): FindingId {
  return TOLD[name] ?? KEYS.find(([pattern]) => pattern.test(name))?.[1] ?? "tag";
}

function describeList(data: Uint8Array, keys: readonly string[]): Finding[] {
  return entriesOf(data).map(({ type, data: item }) => {
    const parts = entriesOf(item);
    const index = new ByteView(Uint8Array.from(type, (letter) => letter.charCodeAt(0))).u32(0);
    const named = parts.find((part) => part.type === "name")?.data.subarray(4);
    const name = keys[index - 1] ?? (named === undefined ? type : readable(named));
    const value = parts.find((part) => part.type === "data")?.data ?? new Uint8Array();
    const isText = value[3] === 1 || value[3] === 2;
    return told(whatOfKey(name), isText ? readable(value.subarray(8)) : "", name.replace("\xa9", ""));
  });
}

/** A "meta" box; QuickTime's own has no version in front. */
export function describeMeta(data: Uint8Array): Finding[] {
  const parts = entriesOf(latin1(data.subarray(4, 8)) === "hdlr" ? data : data.subarray(4));
  const keys = parts.find(({ type }) => type === "keys");
  const names = keys === undefined ? [] : keyNames(keys.data);
  const found = parts.flatMap(({ type, data: part }) => {
    if (type === "ilst") return describeList(part, names);
    return ["hdlr", "keys", "free"].includes(type) ? [] : [finding("private-data", type)];
  });
  return found.length > 0 ? found : [finding("private-data", "meta")];
}

/** A "udta" box. */
export function describeUserData(data: Uint8Array): Finding[] {
  const view = new ByteView(data);
  return entriesOf(data).flatMap(({ type, data: part }) => {
    if (type === "meta") return describeMeta(part);
    if (type === "loci") return describeLocation(part);
    if (type === "chpl") return describeChapters(part);
    if (type === "XMP_") return describeXmp(part);
    const isNamed = type.startsWith("\xa9") || TOLD[type] !== undefined;
    return isNamed || readBoxHeader(view, 0, view.length) === null ? [told(whatOfKey(type), userText(type, part), type.replace("\xa9", ""))] : [finding("private-data", type)];
  });
}
