/** PDFs written by hand, object by object and revision by revision. */
import { deflateSync } from "node:zlib";
import type { Bytes } from "./guarantees";

export type Objects = Readonly<Record<number, string | Buffer>>;

export function stream(dict: string, data: Uint8Array | string): Buffer {
  const bytes = Buffer.from(data);
  return Buffer.concat([Buffer.from(`<< ${dict} /Length ${bytes.length} >>\nstream\n`), bytes, Buffer.from("\nendstream")]);
}

/** `hidden` follows the end of what a viewer unpacks. */
export function packedStream(dict: string, data: Uint8Array | string, hidden = ""): Buffer {
  return stream(`${dict} /Filter /FlateDecode`, Buffer.concat([deflateSync(Buffer.from(data)), Buffer.from(hidden)]));
}

/** Each element of `revisions` replaces objects of those before it. `between` stands after each object. */
export function buildPdf(revisions: readonly Objects[], trailer = "", between = ""): Bytes {
  const parts: Buffer[] = [Buffer.from("%PDF-1.6\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  let size = parts[0]?.length ?? 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    size += part.length;
  };
  let previous = 0;
  for (const objects of revisions) {
    const entries: string[] = [];
    for (const [number, body] of Object.entries(objects)) {
      entries.push(`${number} 1\n${String(size).padStart(10, "0")} 00000 n \n`);
      add(Buffer.concat([Buffer.from(`${number} 0 obj\n`), Buffer.from(body), Buffer.from(`\nendobj\n${between}`)]));
    }
    const at = size;
    add(Buffer.from(`xref\n0 1\n0000000000 65535 f \n${entries.join("")}trailer\n<< /Root 1 0 R /Size 100 ${trailer}${previous === 0 ? "" : ` /Prev ${previous}`} >>\nstartxref\n${at}\n%%EOF\n`));
    previous = at;
  }
  return Uint8Array.from(Buffer.concat(parts));
}

/** The smallest document around one page's content and its other entries. */
export function onePage(content: string, { page = "", catalogue = "", objects = {} }: { page?: string; catalogue?: string; objects?: Objects } = {}): Bytes {
  return buildPdf([{
    1: `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> ${page} >>`,
    4: stream("", content),
    5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...objects,
  }]);
}
