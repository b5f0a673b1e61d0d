/**
 * Do coded samples hold text that an encoder wrote: its name, version and settings? It stays, since samples are copied as
 * they are; but then nobody is told that the file is free of it.
 */
import { latin1 } from "../byte-view";

export type StreamCodec = "h264" | "hevc" | "av1" | "other";

const USER_DATA = new Set([4, 5]); // registered and unregistered user data
const MOST_UNITS = 500;
/** Names that encoders of sound leave in fill elements and ancillary data. */
const ENCODERS = /Lavc|LAME|libfaac|FAAC|Nero|x264|x265|HandBrake|Xiph|libVorbis|libopus/;

function isUserData(payload: Uint8Array): boolean {
  return USER_DATA.has(payload[0] ?? 0);
}

/** NAL units of H.264 or HEVC, each behind its length in `lengthBytes` bytes. */
function unitsHoldUserData(sample: Uint8Array, lengthBytes: number, hevc: boolean): boolean {
  for (let at = 0, units = 0; at + lengthBytes < sample.length && units < MOST_UNITS; units++) {
    let length = 0;
    for (let i = 0; i < lengthBytes; i++) length = length * 256 + (sample[at + i] ?? 0);
    const head = sample[at + lengthBytes] ?? 0;
    const type = hevc ? (head >> 1) & 63 : head & 31;
    const isNote = hevc ? type === 39 || type === 40 : type === 6;
    if (isNote && isUserData(sample.subarray(at + lengthBytes + (hevc ? 2 : 1)))) return true;
    at += lengthBytes + length;
  }
  return false;
}

/** Open bitstream units of AV1 that hold metadata. */
function holdsMetadataUnit(sample: Uint8Array): boolean {
  for (let at = 0, units = 0; at < sample.length && units < MOST_UNITS; units++) {
    const head = sample[at] ?? 0;
    if (((head >> 3) & 15) === 5) return true;
    if ((head & 2) === 0) return false;
    at += head & 4 ? 2 : 1;
    let size = 0;
    for (let i = 0; i < 5; i++) {
      const byte = sample[at++] ?? 0;
      size += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) break;
    }
    at += size;
  }
  return false;
}

export function holdsStreamText(sample: Uint8Array, codec: StreamCodec, lengthBytes: number): boolean {
  if (codec === "h264" || codec === "hevc") return unitsHoldUserData(sample, lengthBytes, codec === "hevc");
  return codec === "av1" ? holdsMetadataUnit(sample) : ENCODERS.test(latin1(sample));
}
