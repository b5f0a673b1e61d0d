/**
 * What libraries of the frame would fetch comes in packs, since the frame has no network: that of pdf.js with the page itself, that of
 * the picture decoder from the page that embeds the frame. Packs are written by scripts/build-preview-frame.mjs:
 * deflate-raw( u32be(index length) ‖ index as JSON {name: [offset, length]} ‖ bytes ).
 */

const BLOCK_ID = "pdf-assets";

type Index = Readonly<Record<string, readonly [offset: number, length: number]>>;

export class AssetPack {
  readonly #index: Index;
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(index: Index, bytes: Uint8Array<ArrayBuffer>) {
    this.#index = index;
    this.#bytes = bytes;
  }

  /** A copy of the named file; throws if the pack does not hold it. */
  read(name: string): Uint8Array<ArrayBuffer> {
    const place = Object.hasOwn(this.#index, name) ? this.#index[name] : undefined;
    if (place === undefined) throw new Error("no such asset");
    return this.#bytes.slice(place[0], place[0] + place[1]);
  }

  /** A classic script of the pack as a worker from a blob: a module worker hangs silently in an opaque origin. */
  startWorker(name: string): Worker {
    const url = URL.createObjectURL(new Blob([this.read(name)], { type: "text/javascript" }));
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    return worker;
  }
}

export async function openAssetPack(packed: Uint8Array<ArrayBuffer>): Promise<AssetPack> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const indexLength = new DataView(bytes.buffer).getUint32(0);
  const index = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + indexLength))) as Index;
  return new AssetPack(index, bytes.slice(4 + indexLength));
}

/** The pack of pdf.js, which stands in the frame's page in base64. */
export function openPdfAssets(): Promise<AssetPack> {
  const text = (document.getElementById(BLOCK_ID)?.textContent ?? "").trim();
  return openAssetPack(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
}
