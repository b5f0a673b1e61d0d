/** The formats that can be cleaned, one line each. What is not here is never called clean. */
import type { Format } from "./format";
import type { FileKind } from "./kinds";
import { bmp } from "./pictures/bmp";
import { zip } from "./archives/zip";
import { odf } from "./documents/odf";
import { ooxml } from "./documents/ooxml";
import { pdf } from "./documents/pdf";
import { gif } from "./pictures/gif";
import { avif, heic } from "./pictures/heif";
import { jpeg } from "./pictures/jpeg";
import { png } from "./pictures/png";
import { svg } from "./pictures/svg";
import { tiff } from "./pictures/tiff";
import { webp } from "./pictures/webp";
import { flac } from "./recordings/flac";
import { mp3 } from "./recordings/mp3";
import { m4a, mp4 } from "./recordings/mp4";
import { ogg } from "./recordings/ogg";
import { wav } from "./recordings/wav";
import { webm } from "./recordings/webm";

export const FORMATS: Readonly<Partial<Record<FileKind, Format>>> = {
  avif,
  bmp,
  flac,
  gif,
  heic,
  jpeg,
  m4a,
  mp3,
  mp4,
  ogg,
  odf,
  ooxml,
  pdf,
  png,
  svg,
  tiff,
  wav,
  webm,
  webp,
  zip,
};
