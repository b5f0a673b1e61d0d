/** Properties of HEIF items: which decide how a picture looks, and what they are without what gives something away. */
import { utf8 } from "../../shared/bytes";
import { writeBox, type Box } from "../boxes";
import { latin1, readable } from "../byte-view";
import { cleanColour, cleanHevcConfiguration } from "../codec-boxes";
import { finding, type Finding } from "../finding";
import type { StreamCodec } from "../recordings/stream-text";

export interface Property {
  readonly type: string;
  readonly original: Uint8Array;
  /** The box as it is copied; null where it goes. */
  readonly clean: Uint8Array | null;
  /** What it gives away. */
  readonly findings: readonly Finding[];
  /** The same, where only items use it that go themselves. */
  readonly orphan: readonly Finding[];
}

const COPIED = new Set(["hvcC", "av1C", "ispe", "pixi", "pasp", "irot", "imir", "clap", "lsel", "a1op", "a1lx", "clli", "mdcv", "cclv"]);
const ALPHA = new Set(["urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1"]);

const auxiliaryType = (data: Uint8Array): string => latin1(data.subarray(4)).split("\0")[0] ?? "";

export function isAlpha({ type, original }: Property): boolean {
  return type === "auxC" && ALPHA.has(auxiliaryType(original));
}

function cleanData({ type, data }: Box): { clean: Uint8Array | null; findings: Finding[] } {
  if (type === "colr") return cleanColour(data);
  if (type === "hvcC") {
    const { data: rest, isChanged } = cleanHevcConfiguration(data);
    return { clean: writeBox(type, rest), findings: isChanged ? [finding("software", "hvcC")] : [] };
  }
  if (COPIED.has(type)) return { clean: writeBox(type, data), findings: [] };
  if (type === "auxC") {
    const name = auxiliaryType(data);
    if (!ALPHA.has(name)) return { clean: null, findings: [] };
    const isLonger = data.length > 5 + name.length;
    return { clean: writeBox(type, new Uint8Array(4), utf8(`${name}\0`)), findings: isLonger ? [finding("private-data", type)] : [] };
  }
  if (type === "udes") return { clean: null, findings: [finding("description", readable(data.subarray(4)).replaceAll("\0", " "))] };
  return { clean: null, findings: [finding("private-data", type)] };
}

export function cleanProperty(box: Box): Property {
  const { clean, findings } = cleanData(box);
  const isText = box.type === "udes" || box.type === "colr";
  return { type: box.type, original: box.data, clean, findings, orphan: isText ? findings : [] };
}

/** With which codec an item with these properties is coded, and how many bytes tell a unit's length. */
export function codecLengthBytes(properties: readonly Property[]): [codec: StreamCodec, lengthBytes: number] {
  const hevc = properties.find(({ type }) => type === "hvcC");
  if (hevc !== undefined) return ["hevc", ((hevc.original[21] ?? 0) & 3) + 1];
  return properties.some(({ type }) => type === "av1C") ? ["av1", 0] : ["other", 0];
}
