/**
 * What pdf.js would fetch – its worker, character maps, standard fonts, image decoders – comes with the page as one packed
 * block, since the frame has no network. The block is written by scripts/build-preview-frame.mjs:
 * base64( deflate-raw( u32be(index length) ‖ index as JSON {name: [offset, length]} ‖ bytes ) ).
 */

const BLOCK_ID = "pdf-assets";

type Index = Readonly<Record<string, readonly [offset: number, length: number]>>;

export class PdfAssets {
  readonly #index: Index;
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(index: Index, bytes: Uint8Array<ArrayBuffer>) {
    this.#index = index;
    this.#bytes = bytes;
  }

  /** A copy of the named file; throws if the block does not hold it. */
  read(name: string): Uint8Array<ArrayBuffer> {
    const place = Object.hasOwn(this.#index, name) ? this.#index[name] : undefined;
    if (place === undefined) throw new Error("no such asset");
    return this.#bytes.slice(place[0], place[0] + place[1]);
  }
}

export async function openPdfAssets(): Promise<PdfAssets> {
  const packed = Uint8Array.from(atob((document.getElementById(BLOCK_ID)?.textContent ?? "").trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const indexLength = new DataView(bytes.buffer).getUint32(0);
  const index = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + indexLength))) as Index;
  return new PdfAssets(index, bytes.slice(4 + indexLength));
}
