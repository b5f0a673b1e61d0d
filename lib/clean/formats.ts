/** The formats that can be cleaned, one line each. What is not here is never called clean. */
import type { Format } from "./format";
import type { FileKind } from "./kinds";
import { gif } from "./pictures/gif";
import { avif, heic } from "./pictures/heif";
import { jpeg } from "./pictures/jpeg";
import { png } from "./pictures/png";
import { webp } from "./pictures/webp";
import { m4a, mp4 } from "./recordings/mp4";

export const FORMATS: Readonly<Partial<Record<FileKind, Format>>> = {
  avif,
  gif,
  heic,
  jpeg,
  m4a,
  mp4,
  png,
  webp,
};
