/** The four compartments of a dossier version: content, identity, sources, organisation notes. */
import { z } from "zod";
import { BOX_OVERHEAD_BYTES } from "./fields";
import type { Bytes } from "../shared/bytes";
import { COMPARTMENT_MIN_BYTES, IDENTITY_BYTES, padme } from "./padding";

export const COMPARTMENTS = ["c", "i", "s", "n"] as const;
export type CompartmentName = (typeof COMPARTMENTS)[number];

/** The largest text compartment, padded: 8 MiB. */
export const COMPARTMENT_MAX_BYTES = 8 * 1024 * 1024;

/** True for the length of a box around a padded text of at least `min` bytes. */
export function isPaddedBoxLength(length: number, min: number, max: number): boolean {
  const inner = length - BOX_OVERHEAD_BYTES;
  return inner >= min && inner <= max && padme(inner) === inner;
}

/** A box around text padded to `min` bytes, then Padmé. */
export function paddedBoxField(min: number, max: number) {
  return z.custom<Bytes>((value) => value instanceof Uint8Array && isPaddedBoxLength(value.length, min, max));
}

/** True if a sealed compartment of this name can have this length. */
export function isCompartmentLength(name: CompartmentName, length: number): boolean {
  if (name === "i") return length === IDENTITY_BYTES + BOX_OVERHEAD_BYTES;
  return isPaddedBoxLength(length, COMPARTMENT_MIN_BYTES, COMPARTMENT_MAX_BYTES);
}
