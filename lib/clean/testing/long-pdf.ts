/** A PDF of many pages, each with a photograph of its own and text, and an author. */
import { readFile } from "node:fs/promises";
import { deflateSync } from "node:zlib";
import { buildPdf, stream } from "./pdf-builder";

const LINES = 60;

export async function longPdf(pages: number): Promise<Uint8Array> {
  const photo = await readFile(new URL("../fixtures/camera.jpg", import.meta.url));
  const at = (page: number): number => 4 + 3 * page;
  const objects: Record<number, string | Buffer> = {
    1: "<< /Type /Catalog /Pages 2 0 R >>",
    2: `<< /Type /Pages /Kids [${Array.from({ length: pages }, (_, page) => `${at(page)} 0 R`).join(" ")}] /Count ${pages} /Resources << /Font << /F1 3 0 R >> >> >>`,
    3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  };
  for (let page = 0; page < pages; page++) {
    const text = Array.from({ length: LINES }, (_, line) => `(Line ${line} of page ${page}, ${(page * 7919 + line * 104_729).toString(36)}) Tj T*`).join("\n");
    const content = deflateSync(Buffer.from(`BT /F1 10 Tf 12 TL 40 800 Td\n${text}\nET /Photo Do`));
    objects[at(page)] = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${at(page) + 1} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /Photo ${at(page) + 2} 0 R >> >> >>`;
    objects[at(page) + 1] = stream("/Filter /FlateDecode", content);
    objects[at(page) + 2] = stream("/Type /XObject /Subtype /Image /Width 16 /Height 16 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", Buffer.concat([photo, Buffer.from(`Canary ${page}`)]));
  }
  const author = at(pages);
  return buildPdf([{ ...objects, [author]: "<< /Author (Canary Author) >>" }], `/Info ${author} 0 R`);
}
