/**
 * GIF (GIF89a specification): blocks in, blocks out, the compressed pictures untouched.
 *
 * [Note: What stays in a GIF] Screen, colour tables, frames with their timing and transparency, and how often they repeat.
 * Comments, every other application's data, texts drawn over the picture and whatever follows the end go.
 */
import { concatBytes } from "../../shared/bytes";
import { ByteView, fromLatin1, readable } from "../byte-view";
import { finding, type Finding } from "../finding";
import { describeXmp } from "../metadata/text-metadata";
import { demand, refuse } from "../refusal";
import { rewritingFormatInMemory, type Rewritten } from "../rewriting-format";

const EXTENSION = 0x21;
const PICTURE = 0x2c;
const TRAILER = 0x3b;
const PLAIN_TEXT = 0x01;
const CONTROL = 0xf9;
const COMMENT = 0xfe;
const APPLICATION = 0xff;
const LOOPS = new Set(["NETSCAPE2.0", "ANIMEXTS1.0"]);

interface Copy {
  readonly parts: Uint8Array[];
  readonly findings: Finding[];
  /** Timing and transparency of the picture that follows. */
  control: Uint8Array | null;
}

const colourTableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** The data of sub-blocks from `at` on, and where they end. */
function readBlocks(view: ByteView, at: number): { blocks: Uint8Array[]; end: number } {
  const blocks: Uint8Array[] = [];
  let end = at;
  for (let size = view.u8(end); size > 0; size = view.u8(end)) {
    blocks.push(view.sub(end + 1, end + 1 + size));
    end += 1 + size;
  }
  return { blocks, end: end + 1 };
}

function copyApplication(blocks: readonly Uint8Array[], whole: Uint8Array, copy: Copy): void {
  const name = readable(blocks[0] ?? new Uint8Array());
  const loop = blocks[1];
  if (LOOPS.has(name) && loop?.length === 3 && loop[0] === 1) {
    copy.parts.push(Uint8Array.of(EXTENSION, APPLICATION, 11), fromLatin1(name), Uint8Array.of(3), loop, Uint8Array.of(0));
    if (blocks.length > 2) copy.findings.push(finding("private-data", name));
  } else if (name === "XMP DataXMP") copy.findings.push(...describeXmp(whole));
  else copy.findings.push(finding("private-data", name));
}

function copyExtension(view: ByteView, at: number, copy: Copy): number {
  const label = view.u8(at + 1);
  const { blocks, end } = readBlocks(view, at + 2);
  const text = readable(concatBytes(...blocks));
  if (label === CONTROL) {
    demand(blocks.length === 1 && blocks[0]?.length === 4);
    copy.control = view.sub(at, end);
  } else if (label === COMMENT) copy.findings.push(finding("comment", text));
  else if (label === APPLICATION) copyApplication(blocks, view.sub(at + 2, end), copy);
  else if (label === PLAIN_TEXT) {
    copy.control = null; // it was this text's
    copy.findings.push(finding("hidden-content", readable(concatBytes(...blocks.slice(1)))));
  } else copy.findings.push(finding("private-data", text));
  return end;
}

function copyPicture(view: ByteView, at: number, copy: Copy): number {
  const data = at + 10 + colourTableBytes(view.u8(at + 9));
  demand(view.u8(data) >= 1 && view.u8(data) <= 11);
  const { blocks, end } = readBlocks(view, data + 1);
  demand(blocks.length > 0);
  if (copy.control !== null) copy.parts.push(copy.control);
  copy.parts.push(view.sub(at, end));
  copy.control = null;
  return end;
}

function rewriteGif(bytes: Uint8Array): Rewritten {
  const view = new ByteView(bytes, true);
  let at = 13 + colourTableBytes(view.u8(10));
  const copy: Copy = { parts: [view.sub(0, at)], findings: [], control: null };
  let pictures = 0;
  for (let mark = view.u8(at); mark !== TRAILER; mark = view.u8(at)) {
    if (mark === PICTURE) pictures++;
    at = mark === EXTENSION ? copyExtension(view, at, copy) : mark === PICTURE ? copyPicture(view, at, copy) : refuse("malformed");
  }
  demand(pictures > 0);
  if (at + 1 < bytes.length) copy.findings.push(finding("trailing-data", `${bytes.length - at - 1} B`));
  return { findings: copy.findings, copy: [concatBytes(...copy.parts, Uint8Array.of(TRAILER))] };
}

export const gif = rewritingFormatInMemory("image/gif", rewriteGif);
