/**
 * WAV (Multimedia Programming Interface 1.0, EBU Tech 3285): the format, the count of samples and the samples stay. Broadcast
 * notes, tags, cue points, pictures and every other chunk go.
 */
import { concatBytes } from "../../shared/bytes";
import { ByteView, fromLatin1, latin1, readable, u32le } from "../byte-view";
import { FileWindow } from "../file-window";
import { finding, type Finding } from "../finding";
import { describeXmp } from "../metadata/text-metadata";
import { demand } from "../refusal";
import { rewritingFormat, type Rewritten } from "../rewriting-format";
import { describeId3, describeTag } from "./sound-tags";

const MOST_CHUNKS = 10_000;
const MOST_DESCRIBED = 1024 * 1024;

function describeList(data: Uint8Array): Finding[] {
  const view = new ByteView(data, true);
  const found: Finding[] = [];
  for (let at = 4; at + 8 <= data.length; ) {
    const size = view.u32(at + 4);
    found.push(describeTag(view.text(at, 4), readable(data.subarray(at + 8, at + 8 + size)).replaceAll("\0", "").trim()));
    at += 8 + size + (size % 2);
  }
  return found.length > 0 ? found : [finding("tag", "LIST")];
}

function describeBroadcast(data: Uint8Array): Finding[] {
  const field = (from: number, to: number): string => latin1(data.subarray(from, to)).split("\0")[0]?.trim() ?? "";
  const told = [["description", field(0, 256)], ["author", field(256, 288)], ["identifier", field(288, 320)], ["date", `${field(320, 330)} ${field(330, 338)}`.trim()], ["edit-history", field(602, data.length)]] as const;
  return [...told.filter(([, text]) => text !== "").map(([what, text]) => finding(what, text)), finding("private-data", "bext")];
}

function describeChunk(type: string, data: Uint8Array): Finding[] {
  if (type === "LIST") return describeList(data);
  if (type === "bext") return describeBroadcast(data);
  if (type === "_PMX") return describeXmp(data);
  if (/^id3 $/i.test(type)) return describeId3(data);
  return [finding("private-data", `${type}: ${readable(data.subarray(0, 100))}`)];
}

/** "fmt " without what follows its own length. */
function cleanFormat(data: Uint8Array, findings: Finding[]): Uint8Array {
  const view = new ByteView(data, true);
  const length = view.u16(0) === 1 ? 16 : data.length >= 18 ? 18 + view.u16(16) : 16;
  if (data.length > length && data.subarray(length).some((byte) => byte !== 0)) findings.push(finding("private-data", "fmt"));
  return view.sub(0, length);
}

async function rewriteWav(blob: Blob): Promise<Rewritten> {
  const file = new FileWindow(blob);
  const findings: Finding[] = [];
  const head = new ByteView(await file.read(0, 12), true);
  demand(head.text(0, 4) === "RIFF" && head.text(8, 4) === "WAVE");
  const end = 8 + head.u32(4);
  demand(end <= file.size, "truncated");
  const kept = new Map<string, BlobPart>();
  const sizes = new Map<string, number>();
  for (let at = 12, count = 0; at < end; count++) {
    const chunk = new ByteView(await file.read(at, 8), true);
    const [type, size] = [chunk.text(0, 4), chunk.u32(4)];
    demand(/^[\x20-\x7e]{4}$/.test(type) && count < MOST_CHUNKS);
    demand(at + 8 + size <= end, "truncated");
    const data = type === "data" ? new Uint8Array() : await file.read(at + 8, Math.min(size, MOST_DESCRIBED));
    if (["fmt ", "fact", "data"].includes(type)) {
      demand(!kept.has(type), "unsupported");
      const part = type === "fmt " ? cleanFormat(data, findings) : type === "fact" ? new ByteView(data).sub(0, 4) : null;
      kept.set(type, part === null ? file.slice(at + 8, at + 8 + size) : part.slice());
      sizes.set(type, part?.length ?? size);
    } else findings.push(...describeChunk(type, data));
    at += 8 + size + (size % 2);
  }
  demand(kept.has("fmt ") && kept.has("data"), "truncated");
  if (file.size > end + (end % 2)) findings.push(finding("trailing-data", `${file.size - end} B`));
  const body = ["fmt ", "fact", "data"].flatMap((type) => {
    const [part, size] = [kept.get(type), sizes.get(type) ?? 0];
    return part === undefined ? [] : [concatBytes(fromLatin1(type), u32le(size)), part, new Uint8Array(size % 2)];
  });
  const total = [...sizes.values()].reduce((sum, size) => sum + 8 + size + (size % 2), 4);
  return { findings, copy: [concatBytes(fromLatin1("RIFF"), u32le(total), fromLatin1("WAVE")), ...body] };
}

export const wav = rewritingFormat("audio/wav", rewriteWav);
