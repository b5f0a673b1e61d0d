/** Tags that stand before and behind the sound of MP3 and FLAC files: ID3v2, ID3v1, APEv2, Lyrics3. Found by size, told by content. */
import { ByteView, latin1, readable } from "../byte-view";
import type { FileWindow } from "../file-window";
import { finding, type Finding, type FindingId } from "../finding";

const MOST_TAGS = 50;
const MOST_DESCRIBED = 16 * 1024 * 1024;

const FRAMES: Readonly<Record<string, FindingId>> = {
  TPE1: "author", TPE2: "author", TCOM: "author", TOPE: "author", TOWN: "owner", TCOP: "copyright", TSSE: "software", TENC: "software", TIT2: "description", COMM: "comment", USLT: "comment",
  TDRC: "date", TYER: "date", TDAT: "date", TDTG: "date", TDEN: "date", APIC: "cover-picture", PIC: "cover-picture", CHAP: "chapter", GEOB: "attachment", PRIV: "private-data", UFID: "identifier",
  TP1: "author", TT2: "description", COM: "comment", TEN: "software", TYE: "date",
};
const NAMES: readonly (readonly [RegExp, FindingId])[] = [
  [/^(artist|albumartist|author|composer|performer|iart|ieng)$/i, "author"], [/^(icop|copyright)$/i, "copyright"], [/(date|year|icrd|time)$/i, "date"], [/^(encoder|isft|software|encoded.by|writing.*)$/i, "software"],
  [/^(title|inam|description)$/i, "description"], [/^(comment|icmt)$/i, "comment"], [/location|gps|iloc/i, "gps"], [/picture|cover/i, "cover-picture"], [/^chapter/i, "chapter"], [/organi[sz]ation|publisher/i, "organisation"],
];

/** What a tag with a name is told as: "Artist", "TITLE", "ISFT". */
export function describeTag(name: string, value: string): Finding {
  const what = NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? "tag";
  if (what === "cover-picture") return finding(what);
  return finding(what, what === "tag" ? `${name}: ${value}` : value);
}

const sevenBits = (view: ByteView, at: number): number => [0, 1, 2, 3].reduce((sum, i) => sum * 128 + (view.u8(at + i) & 127), 0);

function frameText(data: Uint8Array): string {
  const encoding = data[0] ?? 0;
  const body = data.subarray(1);
  const text = encoding === 1 || encoding === 2 ? new TextDecoder(encoding === 2 || body[0] === 0xfe ? "utf-16be" : "utf-16le").decode(body) : readable(body);
  return text.replaceAll("\0", " ").trim();
}

export function describeId3(bytes: Uint8Array): Finding[] {
  const view = new ByteView(bytes);
  const version = view.u8(3);
  const [idBytes, headBytes] = version === 2 ? [3, 6] : [4, 10];
  const found: Finding[] = [];
  for (let at = 10; at + headBytes <= bytes.length; ) {
    const id = view.text(at, idBytes);
    if (!/^[A-Z0-9]+$/.test(id)) break;
    const size = version === 2 ? view.u24(at + 3) : version === 4 ? sevenBits(view, at + 4) : view.u32(at + 4);
    const data = bytes.subarray(at + headBytes, at + headBytes + size);
    const what = FRAMES[id] ?? "tag";
    const text = what === "cover-picture" ? "" : what === "attachment" || what === "private-data" || what === "identifier" || what === "chapter" ? latin1(data.subarray(0, 60)) : frameText(data);
    found.push(finding(what, what === "tag" ? `${id}: ${text}` : text));
    at += headBytes + size;
  }
  return found.length > 0 ? found : [finding("tag", "ID3")];
}

function describeId3v1(bytes: Uint8Array): Finding[] {
  const field = (from: number, to: number): string => latin1(bytes.subarray(from, to)).split("\0")[0]?.trim() ?? "";
  const told = [["description", field(3, 33)], ["author", field(33, 63)], ["tag", field(63, 93)], ["date", field(93, 97)], ["comment", field(97, 127)]] as const;
  const found = told.filter(([, text]) => text !== "").map(([what, text]) => finding(what, text));
  return found.length > 0 ? found : [finding("tag", "ID3v1")];
}

function describeApe(items: Uint8Array): Finding[] {
  const view = new ByteView(items, true);
  const found: Finding[] = [];
  for (let at = 0; at + 9 <= items.length; ) {
    const size = view.u32(at);
    const end = items.indexOf(0, at + 8);
    if (end < 0) break;
    const isBinary = (view.u32(at + 4) & 6) === 2;
    found.push(describeTag(latin1(items.subarray(at + 8, end)), isBinary ? "" : readable(items.subarray(end + 1, end + 1 + size))));
    at = end + 1 + size;
  }
  return found.length > 0 ? found : [finding("tag", "APE")];
}

/** Where the sound begins: behind every ID3v2 tag. */
export async function skipTagsBefore(file: FileWindow, findings: Finding[]): Promise<number> {
  let at = 0;
  for (let count = 0; count < MOST_TAGS; count++) {
    const head = await file.readUpTo(at, 10);
    if (latin1(head.subarray(0, 3)) !== "ID3" || head.length < 10) break;
    const view = new ByteView(head);
    const size = 10 + sevenBits(view, 6) + ((view.u8(5) & 0x10) === 0 ? 0 : 10);
    findings.push(...describeId3(await file.readUpTo(at, Math.min(size, MOST_DESCRIBED))));
    at += size;
  }
  return Math.min(at, file.size);
}

async function tagBefore(file: FileWindow, end: number, findings: Finding[]): Promise<number> {
  const tail = await file.readUpTo(Math.max(0, end - 128), Math.min(128, end));
  const text = latin1(tail);
  if (tail.length === 128 && text.startsWith("TAG")) {
    findings.push(...describeId3v1(tail));
    return end - 128;
  }
  const view = new ByteView(tail.slice(-32), true);
  if (text.slice(-32).startsWith("APETAGEX") && view.length === 32) {
    const size = view.u32(12) + (view.u32(20) >= 0x8000_0000 ? 32 : 0);
    if (size < 32 || size > end) return end;
    findings.push(...describeApe((await file.read(end - view.u32(12), Math.min(view.u32(12) - 32, MOST_DESCRIBED)))));
    return end - size;
  }
  const lyrics = /(\d{6})LYRICS200$/.exec(text)?.[1];
  if (lyrics !== undefined && Number(lyrics) + 15 <= end) {
    const body = await file.read(end - 15 - Number(lyrics), Number(lyrics));
    findings.push(finding("comment", readable(body)));
    return end - 15 - Number(lyrics);
  }
  if (text.slice(-10).startsWith("3DI")) {
    const size = 20 + sevenBits(new ByteView(tail.slice(-10)), 6);
    if (size <= end) {
      findings.push(finding("tag", "ID3"));
      return end - size;
    }
  }
  return end;
}

/** Where the sound ends: before every known tag. */
export async function skipTagsBehind(file: FileWindow, findings: Finding[]): Promise<number> {
  let end = file.size;
  for (let count = 0; count < MOST_TAGS; count++) {
    const next = await tagBefore(file, end, findings);
    if (next === end) break;
    end = next;
  }
  return end;
}

