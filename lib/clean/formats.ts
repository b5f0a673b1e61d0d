/** The formats that can be cleaned, one line each. What is not here is never called clean. */
import type { Format } from "./format";
import type { FileKind } from "./kinds";
import { jpeg } from "./pictures/jpeg";
import { png } from "./pictures/png";

export const FORMATS: Readonly<Partial<Record<FileKind, Format>>> = { jpeg, png };
