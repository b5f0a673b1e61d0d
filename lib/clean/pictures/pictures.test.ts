import { expect, it } from "vitest";
import { cleanFile } from "../clean-file";
import { guarantee, readFixture, type Bytes } from "../testing/guarantees";

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** Frame headers, alpha and compressed pictures of a WebP. */
function codedOfWebp(bytes: Uint8Array, from = 12, to = bytes.length): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = from; at + 8 <= to; ) {
    const type = latin1(bytes.subarray(at, at + 4));
    if (from === 12 && !/^[A-Z8 ]{4}$/.test(type)) break;
    const size = view(bytes).getUint32(at + 4, true);
    const data = bytes.subarray(at + 8, at + 8 + size);
    if (["VP8 ", "VP8L", "ALPH", "ANIM"].includes(type)) parts.push(data);
    if (type === "ANMF") parts.push(data.subarray(0, 16), codedOfWebp(data, 16));
    at += 8 + size + (size % 2);
  }
  return Buffer.concat(parts);
}

/** Screen, tables, and frames of a GIF, each with its control block. */
function codedOfGif(bytes: Bytes): Uint8Array {
  const table = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const skip = (at: number): number => {
    while ((bytes[at] ?? 0) > 0) at += 1 + (bytes[at] ?? 0);
    return at + 1;
  };
  let at = 13 + table(bytes[10] ?? 0);
  const parts = [bytes.subarray(0, at)];
  let control = Buffer.alloc(0);
  while (at < bytes.length && bytes[at] !== 0x3b) {
    const end = bytes[at] === 0x21 ? skip(at + 2) : skip(at + 11 + table(bytes[at + 9] ?? 0));
    if (bytes[at] === 0x21 && bytes[at + 1] === 0xf9) control = Buffer.from(bytes.subarray(at, end));
    if (bytes[at] === 0x2c) parts.push(control, bytes.subarray(at, end));
    if (bytes[at] === 0x2c) control = Buffer.alloc(0);
    at = end;
  }
  return Buffer.concat(parts);
}

/** The bytes of the picture items of a HEIF file (those that are no thumbnail), read by the plainest of means. */
function codedOfHeif(bytes: Bytes): Uint8Array {
  const data = view(bytes);
  const find = (type: string, from = 0): number => latin1(bytes).indexOf(type, from) + 4;
  const iinf = find("iinf");
  const items = Array.from({ length: data.getUint16(iinf + 4) }, (_, i) => find("infe", iinf) && i);
  const pictures = new Set<number>();
  for (let at = find("infe", iinf), i = 0; i < items.length; i++, at = find("infe", at)) {
    if (["hvc1", "av01"].includes(latin1(bytes.subarray(at + 8, at + 12)))) pictures.add(data.getUint16(at + 4));
  }
  const boxes = (type: string): number[] => [...latin1(bytes).matchAll(new RegExp(`${type}(?=\\0)`, "g"))].map(({ index }) => index + 4);
  const thumbnails = new Set(boxes("thmb").map((at) => data.getUint16(at)));
  for (const id of thumbnails) pictures.delete(id);
  for (const at of boxes("dimg")) {
    if (!thumbnails.has(data.getUint16(at))) continue;
    for (let i = 0; i < data.getUint16(at + 2); i++) pictures.delete(data.getUint16(at + 4 + 2 * i)); // tiles of a thumbnail
  }
  for (const at of boxes("auxl")) if (thumbnails.has(data.getUint16(at + 4))) pictures.delete(data.getUint16(at)); // its transparency
  const iloc = find("iloc");
  const [version, sizes, base] = [data.getUint8(iloc), data.getUint8(iloc + 4), data.getUint8(iloc + 5) >> 4];
  const parts: { id: number; part: Uint8Array }[] = [];
  for (let at = iloc + 8, left = data.getUint16(iloc + 6); left > 0; left--) {
    const id = data.getUint16(at);
    at += version > 0 ? 6 : 4;
    const start = base === 4 ? data.getUint32(at) : 0;
    at += base;
    if (sizes !== 0x44) throw new Error("other sizes");
    const extents = data.getUint16(at);
    at += 2;
    for (let i = 0; i < extents; i++, at += 8) {
      const from = start + data.getUint32(at);
      if (pictures.has(id)) parts.push({ id, part: bytes.subarray(from, from + data.getUint32(at + 4)) });
    }
  }
  return Buffer.concat(parts.sort((a, b) => a.id - b.id).map(({ part }) => part));
}

guarantee({
  fixture: "dirty.webp", kind: "webp", coded: codedOfWebp,
  told: [
    "gps|48.85837, -2.29448", "device|CanaryMake CanaryModel", "owner|CanaryOwner", "serial|CANARY-77", "author|Canary Artist",
    "author|Canary XmpCreator", "private-data|CNRY", "colour-profile|Compatible with Adobe RGB (1998)", "trailing-data|20 B",
  ],
});
guarantee({ fixture: "moving.webp", kind: "webp", coded: codedOfWebp, told: ["private-data|CNRY", "trailing-data|20 B"] });
guarantee({
  fixture: "dirty.gif", kind: "gif", coded: codedOfGif,
  told: [
    "comment|Canary comment", "comment|Canary second comment", "author|Canary XmpCreator", "private-data|CANARYAPP10",
    "hidden-content|Canary shown text", "private-data|Canary unknown", "trailing-data|20 B",
  ],
});
for (const [fixture, kind] of [["dirty.heic", "heic"], ["dirty.avif", "avif"]] as const) {
  guarantee({
    fixture, kind, coded: codedOfHeif,
    told: [
      "gps|48.85837, -2.29448", "device|CanaryMake CanaryModel", "owner|CanaryOwner", "author|Canary Artist", "author|Canary XmpCreator", "thumbnail|",
      "private-data|free: Canary in a free box", "private-data|uuid: Canary in a uuid box",
    ],
  });
}

/** Strips and tiles of every page of a TIFF, with the numbers that say how to read them. */
function codedOfTiff(bytes: Bytes): Uint8Array {
  const data = view(bytes);
  const isLittle = bytes[0] === 0x49;
  const parts: Uint8Array[] = [];
  for (let at = data.getUint32(4, isLittle); at !== 0; ) {
    const tags = new Map<number, number[]>();
    const count = data.getUint16(at, isLittle);
    for (let i = 0; i < count; i++) {
      const entry = at + 2 + 12 * i;
      const [type, values] = [data.getUint16(entry + 2, isLittle), data.getUint32(entry + 4, isLittle)];
      const size = type === 3 ? 2 : 4;
      if (type !== 3 && type !== 4) continue;
      const from = values * size <= 4 ? entry + 8 : data.getUint32(entry + 8, isLittle);
      tags.set(data.getUint16(entry, isLittle), Array.from({ length: values }, (_, j) => (size === 2 ? data.getUint16(from + 2 * j, isLittle) : data.getUint32(from + 4 * j, isLittle))));
    }
    const [offsets = [], counts = []] = tags.has(324) ? [tags.get(324), tags.get(325)] : [tags.get(273), tags.get(279)];
    const numbers = [256, 257, 258, 259, 262, 274, 277, 278, 284, 317, 322, 323, 338].map((tag) => `${tag}=${tags.get(tag)?.join(",")}`);
    parts.push(Buffer.from(numbers.join(" ")), ...offsets.map((from, i) => bytes.subarray(from, from + (counts[i] ?? 0))));
    at = data.getUint32(at + 2 + 12 * count, isLittle);
  }
  return Buffer.concat(parts);
}

/** The pixels of a BMP of 33 by 20 in 24 bits, without the byte that fills each row up. */
function codedOfBmp(bytes: Bytes): Uint8Array {
  const from = view(bytes).getUint32(10, true);
  return Buffer.concat(Array.from({ length: 20 }, (_, row) => bytes.subarray(from + 100 * row, from + 100 * row + 99)));
}

guarantee({
  fixture: "dirty.tif", kind: "tiff", coded: codedOfTiff,
  told: [
    "gps|48.85837, -2.29448", "device|CanaryMake CanaryModel", "owner|CanaryOwner", "serial|CANARY-77", "author|Canary Artist", "author|Canary XmpCreator", "author|Canary Byline",
    "device|Canary computer", "colour-profile|Compatible with Adobe RGB (1998)",
  ],
});
guarantee({ fixture: "tiles.tif", kind: "tiff", coded: codedOfTiff, told: ["description|Canary description"] });
guarantee({ fixture: "dirty.bmp", kind: "bmp", coded: codedOfBmp, told: ["private-data|32 B", "trailing-data|20 B", "private-data|BMP"] });

/** Shapes, gradients, rules of style and shown text of a drawing, as they stand there. */
function codedOfSvg(bytes: Bytes): Uint8Array {
  const text = Buffer.from(bytes).toString();
  const drawn = [...text.matchAll(/ (?:d|cx|cy|r|x|y|width|height|viewBox|fill|stroke|offset|stop-color|font-size|font-weight|class)="[^"]*"|Shown|bold|fill: ?#c33/g)].map(([part]) => part.replace(" #", "#"));
  return Buffer.from(drawn.filter((part) => !/="(?:0|1|10)"/.test(part)).join("\n"));
}

/** Values of attributes, styles and drawn text: damage that moves a quotation mark can bring anything into them. */
const valuesOfSvg = (bytes: Bytes): Uint8Array => Buffer.from([...Buffer.from(bytes).toString().matchAll(/="[^"]*"|<style>[^<]*|>[^<]+(?=<\/t)/g)].join(" "));

guarantee({
  fixture: "dirty.svg", kind: "svg", coded: codedOfSvg, swallowed: valuesOfSvg,
  told: [
    "comment|Canary comment", "comment|Canary at the end", "description|Canary title", "description|Canary description", "script|canary()", "script|onload: canary()", "link|https://canary.example.org/",
    "link|https://canary.example.org/pixel.png", "hidden-content|Canary paragraph", "private-data|inkscape:version: Canary 1.2", "private-data|sodipodi:docname: Canary drawing.svg", "private-data|inkscape:label: Canary layer",
    "gps|48.85837, -2.29448", "author|Canary Artist",
  ],
});

it("a HEIC whose picture claims the bytes of its EXIF as well is refused", async () => {
  const bytes = await readFixture("dirty.heic");
  const at = Buffer.from(bytes).indexOf(Buffer.from([0, 0, 0, 0x7e]), latin1(bytes).indexOf("iloc"));
  bytes[at + 3] = 0xfe;
  expect(await cleanFile(new Blob([bytes]))).toEqual({ ok: false, code: "malformed" });
});
