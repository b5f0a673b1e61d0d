/** What the frame and its picture worker say to each other: first the library and the file, then one page after the other. */

export interface PictureFile {
  /** The library, as WebAssembly. */
  readonly library: Uint8Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** `maxSide`: pixels of the longer side, to which a larger picture is made smaller. `page` counts from 0. */
export interface PictureWish {
  readonly page: number;
  readonly maxSide: number;
}

/** `rgba`: width × height pixels of four bytes. */
export interface Picture {
  readonly pages: number;
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

export type PictureAnswer = { readonly ok: true; readonly value: Picture } | { readonly ok: false; readonly code: "damaged" | "too-large" };
