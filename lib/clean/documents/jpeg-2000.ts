/** JPEG 2000 as PDFs embed it (ISO 15444-1 annexes A and I): boxes, and the markers before the first tile. */
import { concatBytes } from "../../shared/bytes";
import type { Telling } from "../parts-format";
import { demand } from "../refusal";

const KEPT: ReadonlySet<string> = new Set(["jP  ", "ftyp", "jp2h", "jp2c"]);
const START = 0xff4f;
const FIRST_TILE = 0xff90;
const COMMENT = 0xff64;

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The codestream without its comments. */
function cleanCodestream(bytes: Uint8Array, where: string | undefined, telling: Telling): Uint8Array {
  const data = view(bytes);
  demand(bytes.length > 4 && data.getUint16(0) === START);
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && data.getUint16(at) !== FIRST_TILE) {
    const end = at + 2 + data.getUint16(at + 2);
    demand(data.getUint8(at) === 0xff && end <= bytes.length && end >= at + 4);
    const segment = bytes.subarray(at, end);
    if (data.getUint16(at) === COMMENT) telling.tell("comment", new TextDecoder().decode(segment.subarray(6)), where);
    else kept.push(segment);
    at = end;
  }
  return concatBytes(...kept, bytes.subarray(at));
}

function box(type: Uint8Array, content: Uint8Array): Uint8Array {
  const head = new Uint8Array(8);
  view(head).setUint32(0, 8 + content.length);
  head.set(type, 4);
  return concatBytes(head, content);
}

/** The picture alone: the other boxes hold XMP, names, and what programs add. */
export function cleanJpeg2000(bytes: Uint8Array, where: string | undefined, telling: Telling): Uint8Array {
  demand(bytes.length > 12);
  const data = view(bytes);
  if (data.getUint16(0) === START) return cleanCodestream(bytes, where, telling);
  const kept: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    demand(at + 8 <= bytes.length, "truncated");
    const size = data.getUint32(at);
    const end = size === 0 ? bytes.length : at + size;
    demand((size === 0 || size >= 8) && end <= bytes.length, "truncated");
    const type = bytes.subarray(at + 4, at + 8);
    const name = String.fromCharCode(...type);
    const content = bytes.subarray(at + 8, end);
    if (!KEPT.has(name)) telling.tell("private-data", name, where);
    else kept.push(box(type, name === "jp2c" ? cleanCodestream(content, where, telling) : content));
    at = end;
  }
  return concatBytes(...kept);
}
