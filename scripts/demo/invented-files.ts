/** Small evidence files, made here, each of which says that it is invented. */
import { deflateSync } from "node:zlib";
import { packPixels, THUMBNAIL_SIDE, type Thumbnail } from "@/lib/domain/dossier";
import { crc32 } from "@/lib/shared/crc32";
import { concatBytes, u32, utf8 } from "@/lib/shared/bytes";

const PICTURE = "invented-picture.png";

/** A text, a one-page PDF, a picture, and a recording of three sealed chunks. */
export function inventFiles(title: string): File[] {
  return [
    new File([`${title}\n\nThis exhibit was invented for a demonstration.\n`], "invented-note.txt", { type: "text/plain" }),
    new File([makePdf([title, "This exhibit was invented for a demonstration."])], "invented-report.pdf", { type: "application/pdf" }),
    new File([makePng()], PICTURE, { type: "image/png" }),
    new File([makeWav()], "invented-recording.wav", { type: "audio/wav" }),
  ];
}

const RATE_HZ = 8000;
const RECORDING_S = 150;

/** A tone that swells and fades: mono, 16 bit, 2.4 MB. */
export function makeWav(): Uint8Array<ArrayBuffer> {
  const samples = Int16Array.from({ length: RATE_HZ * RECORDING_S }, (_, at) => 8000 * Math.sin(at / 3) * Math.sin(at / RATE_HZ));
  const header = new DataView(new ArrayBuffer(44));
  const text = (offset: number, words: string) => [...utf8(words)].forEach((byte, at) => header.setUint8(offset + at, byte));
  text(0, "RIFF");
  header.setUint32(4, 36 + samples.byteLength, true);
  text(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true); // PCM
  header.setUint16(22, 1, true); // mono
  header.setUint32(24, RATE_HZ, true);
  header.setUint32(28, RATE_HZ * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  text(36, "data");
  header.setUint32(40, samples.byteLength, true);
  return concatBytes(new Uint8Array(header.buffer), new Uint8Array(samples.buffer));
}

/** One A4 page of lines in Helvetica, and an author in its properties if one is given. All must be ASCII. */
export function makePdf(lines: readonly string[], author?: string): Uint8Array<ArrayBuffer> {
  const shown = lines.map((line) => `(${line.replace(/[\\()]/g, (sign) => `\\${sign}`)}) Tj T*`).join("\n");
  const text = `BT /F1 16 Tf 22 TL 60 760 Td\n${shown}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...(author === undefined ? [] : [`<< /Author (${author}) >>`]),
  ];
  const info = author === undefined ? "" : ` /Info ${objects.length} 0 R`;
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  return utf8(`${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${info} >>\nstartxref\n${body.length}\n%%EOF\n`);
}

const [WIDTH, HEIGHT] = [320, 200];

/** Stripes in two greys. */
const greyAt = (x: number, y: number): number => ((x + y) % 40 < 20 ? 0xb0 : 0xd8);

function makePng(): Uint8Array<ArrayBuffer> {
  const row = (y: number): number[] => [0, ...Array.from({ length: WIDTH }, (_, x) => greyAt(x, y))];
  const pixels = Uint8Array.from(Array.from({ length: HEIGHT }, (_, y) => row(y)).flat());
  const header = concatBytes(u32(WIDTH), u32(HEIGHT), Uint8Array.of(8, 0, 0, 0, 0));
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return concatBytes(signature, chunk("IHDR", header), chunk("IDAT", deflateSync(pixels)), chunk("IEND", new Uint8Array()));
}

/** What a browser would draw of the picture; null for the other files. */
export function thumbnailFor(fid: string, name: string): Thumbnail | null {
  if (name !== PICTURE) return null;
  const size = { width: THUMBNAIL_SIDE, height: Math.round((THUMBNAIL_SIDE * HEIGHT) / WIDTH) };
  const rgba = new Uint8ClampedArray(4 * size.width * size.height).fill(255);
  for (let at = 0; at < size.width * size.height; at++) {
    const [x, y] = [at % size.width, Math.floor(at / size.width)].map((step) => Math.floor((step * WIDTH) / size.width));
    rgba.fill(greyAt(x ?? 0, y ?? 0), 4 * at, 4 * at + 3);
  }
  return { fid, ...size, pixels: packPixels({ ...size, rgba }) };
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = concatBytes(utf8(type), data);
  return concatBytes(u32(data.length), named, u32(crc32(named)));
}
