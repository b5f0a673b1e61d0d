/** CRC-32 of ZIP and PNG (ISO 3309), in pieces. */

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** The checksum of what gave `previous` followed by `bytes`; start from 0. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  let c = ~previous;
  for (const byte of bytes) c = (TABLE[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return ~c >>> 0;
}
