import { getDocument, PDFDataRangeTransport, PDFWorker, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { ShowMessage } from "../protocol";
import { readRanges, type RangeReader } from "../ranges";
import { openPdfAssets, type AssetPack } from "./asset-pack";
import type { ShowOutcome } from "./outcome";
import { PdfViewer } from "./pdf-viewer";

const RANGE_BYTES = 256 * 1024;

/** pdf.js asks this for every file that it would otherwise fetch. */
function binaryDataFactory(assets: AssetPack): new () => object {
  return class {
    fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
      return Promise.resolve(assets.read(filename));
    }
  };
}

/** Asks for the parts of the document that the pages need. */
class RangeTransport extends PDFDataRangeTransport {
  readonly #reader: RangeReader;

  constructor(reader: RangeReader) {
    super(reader.size, null);
    this.#reader = reader;
  }

  override requestDataRange(begin: number, end: number): void {
    this.#reader.read(begin, Math.min(end, this.#reader.size)).then(
      (bytes) => this.onDataRange(begin, bytes),
      () => this.abort(), // the page that embeds the frame knows why, and says so
    );
  }
}

async function openDocument({ bytes, ranges }: ShowMessage): Promise<PDFDocumentProxy> {
  const assets = await openPdfAssets();
  const task = getDocument({
    ...(ranges === null ? { data: bytes } : { range: new RangeTransport(readRanges(ranges.port, ranges.size)), length: ranges.size }),
    rangeChunkSize: RANGE_BYTES,
    disableAutoFetch: true,
    disableStream: true,
    worker: PDFWorker.create({ port: assets.startWorker("worker.js") }),
    BinaryDataFactory: binaryDataFactory(assets),
    // Prefixes that are never fetched: with the worker's own fetching off, only the file's name reaches the factory.
    cMapUrl: "cmaps/",
    cMapPacked: true,
    standardFontDataUrl: "fonts/",
    wasmUrl: "wasm/",
    useWorkerFetch: false,
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
    verbosity: 0,
  });
  return task.promise;
}

/** Shows a PDF page by page. Scripts, forms, links and attachments in it stay inert: only pages are drawn. */
export async function showPdf(root: HTMLElement, message: ShowMessage): Promise<ShowOutcome> {
  try {
    const document = await openDocument(message);
    const viewer = new PdfViewer(document, message.labels);
    root.append(viewer.root);
    await viewer.start();
    return "shown";
  } catch (cause) {
    return cause instanceof Error && cause.name === "PasswordException" ? "locked-pdf" : "damaged";
  }
}
