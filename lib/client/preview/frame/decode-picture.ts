/** The frame's side of the picture worker. */
import { openAssetPack } from "./asset-pack";
import type { Picture, PictureAnswer, PictureFile, PictureWish } from "./picture-job";

/** A page that takes longer is taken for damaged, and the worker is stopped. */
const LONGEST_MS = 40_000;

export class PictureDecoder {
  readonly #worker: Worker;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** `pack`: /picture-decoder.bin. Takes the bytes away. */
  static async open(pack: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>): Promise<PictureDecoder> {
    const assets = await openAssetPack(pack);
    const worker = assets.startWorker("worker.js");
    const file: PictureFile = { library: assets.read("magick.wasm"), bytes };
    worker.postMessage(file, [file.library.buffer, bytes.buffer]);
    return new PictureDecoder(worker);
  }

  /** One page at a time, in the order of asking. */
  read(wish: PictureWish): Promise<PictureAnswer> {
    const answer = this.#turn.then(() => this.#ask(wish));
    this.#turn = answer;
    return answer;
  }

  #ask(wish: PictureWish): Promise<PictureAnswer> {
    return new Promise((resolve) => {
      const fail = (): void => {
        this.close();
        resolve({ ok: false, code: "damaged" });
      };
      const timer = setTimeout(fail, LONGEST_MS);
      this.#worker.onerror = fail;
      this.#worker.onmessage = ({ data }: MessageEvent<PictureAnswer>) => {
        clearTimeout(timer);
        resolve(data);
      };
      this.#worker.postMessage(wish);
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}

export function paintPicture(canvas: HTMLCanvasElement, { width, height, rgba }: Picture): void {
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
}
