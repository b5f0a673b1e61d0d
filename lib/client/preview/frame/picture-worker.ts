/**
 * Decodes pictures that browsers do not know, in a worker of the preview frame: HEIC and TIFF and nothing else, to pixels. It has no
 * network and ends with the frame.
 */
import { ColorSpace, ConfigurationFiles, FilterType, ImageMagick, initializeImageMagick, MagickFormat, MagickImageCollection, MagickReadSettings } from "@imagemagick/magick-wasm";
import type { Picture, PictureAnswer, PictureFile, PictureWish } from "./picture-job";

/** Of one page in the file; a telephone's camera makes 50 million. */
const MAX_PIXELS = 64_000_000;

/** What the library may do: read two formats, within what a browser's worker can hold, and write nothing. */
const POLICY = `<policymap>
  <policy domain="delegate" rights="none" pattern="*"/>
  <policy domain="filter" rights="none" pattern="*"/>
  <policy domain="coder" rights="none" pattern="*"/>
  <policy domain="coder" rights="read" pattern="{HEIC,TIFF}"/>
  <policy domain="path" rights="none" pattern="@*"/>
  <policy domain="path" rights="none" pattern="|*"/>
  <policy domain="resource" name="memory" value="1GiB"/>
  <policy domain="resource" name="map" value="0B"/>
  <policy domain="resource" name="disk" value="0B"/>
  <policy domain="resource" name="width" value="32KP"/>
  <policy domain="resource" name="height" value="32KP"/>
  <policy domain="resource" name="list-length" value="1000"/>
</policymap>`;

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<PictureFile | PictureWish>) => void) | null;
  postMessage(answer: PictureAnswer, transfer: Transferable[]): void;
};

class OpenPicture {
  readonly #bytes: Uint8Array;
  readonly #format: MagickFormat;
  readonly #sizes: readonly { readonly width: number; readonly height: number }[];

  /** Throws unless the file's heads can be read. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#format = bytes[4] === 0x66 && bytes[5] === 0x74 ? MagickFormat.Heic : MagickFormat.Tiff;
    const pages = MagickImageCollection.create();
    try {
      pages.ping(bytes, new MagickReadSettings({ format: this.#format }));
      this.#sizes = pages.map(({ width, height }) => ({ width, height }));
    } finally {
      pages.dispose();
    }
  }

  read({ page, maxSide }: PictureWish): PictureAnswer {
    const size = this.#sizes[page];
    if (size === undefined) return { ok: false, code: "damaged" };
    if (size.width * size.height > MAX_PIXELS) return { ok: false, code: "too-large" };
    const settings = new MagickReadSettings({ format: this.#format, frameIndex: page, frameCount: 1 });
    const value = ImageMagick.read(this.#bytes, settings, (image): Picture => {
      if (image.width * image.height > MAX_PIXELS) throw new Error("not the size that its head names");
      image.autoOrient();
      image.colorSpace = ColorSpace.sRGB;
      const scale = Math.min(1, maxSide / Math.max(image.width, image.height));
      if (scale < 1) image.resize(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)), FilterType.Box);
      const { width, height } = image;
      const pixels = image.getPixels((area) => area.toByteArray(0, 0, width, height, "RGBA"));
      if (pixels === null) throw new Error("no pixels");
      return { pages: this.#sizes.length, width, height, rgba: new Uint8ClampedArray(pixels) };
    });
    return { ok: true, value };
  }
}

async function open({ library, bytes }: PictureFile): Promise<OpenPicture> {
  const { log } = ConfigurationFiles.default;
  const policy = { ...ConfigurationFiles.default.policy, data: POLICY };
  await initializeImageMagick(library, { log, policy, *all() { yield* [log, policy]; } });
  return new OpenPicture(bytes);
}

let opened: Promise<OpenPicture> | null = null;

async function read(wish: PictureWish): Promise<PictureAnswer> {
  return (await opened)?.read(wish) ?? { ok: false, code: "damaged" };
}

async function answer(message: PictureFile | PictureWish): Promise<void> {
  if ("library" in message) {
    opened = open(message);
    opened.catch(() => undefined); // told to whoever wishes for a page
    return;
  }
  const given = await read(message).catch((): PictureAnswer => ({ ok: false, code: "damaged" }));
  scope.postMessage(given, given.ok ? [given.value.rgba.buffer] : []);
}

scope.onmessage = ({ data }) => void answer(data);
