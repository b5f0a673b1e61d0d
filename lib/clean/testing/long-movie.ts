/** A QuickTime recording as long as wanted, of uncompressed sound; bytes that belong to no track stand between its chunks. */

export const PIECE_BYTES = 16 * 1024 * 1024;

type Bytes = Buffer<ArrayBuffer>;

const u32 = (value: number): Bytes => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
export const box = (type: string, ...parts: Uint8Array[]): Bytes => {
  const data = Buffer.concat(parts);
  return Buffer.concat([u32(data.length + 8), Buffer.from(type, "latin1"), data]);
};

/** The box that tells of a movie of one track of uncompressed sound: `pieces` chunks of `PIECE_BYTES`, each followed by `gap` bytes that belong to no track. */
function tableOf(pieces: number, gap: number, start: number): Bytes {
  const samples = PIECE_BYTES / 2;
  const entry = box("sowt", Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), Buffer.alloc(8), Buffer.from([0, 1, 0, 16, 0, 0, 0, 0, 0xbb, 0x80, 0, 0]));
  const offsets = Array.from({ length: pieces }, (_, i) => u32(start + i * (PIECE_BYTES + gap)));
  const tables = box("stbl", box("stsd", u32(0), u32(1), entry), box("stts", u32(0), u32(1), u32(samples * pieces), u32(1)), box("stsc", u32(0), u32(1), u32(1), u32(samples), u32(1)),
    box("stsz", u32(0), u32(2), u32(samples * pieces)), box("stco", u32(0), u32(pieces), ...offsets));
  const own = box("dinf", box("dref", u32(0), u32(1), box("url ", u32(1))));
  const media = box("mdia", box("mdhd", Buffer.alloc(12), u32(48_000), u32(samples * pieces), u32(0x55c4_0000)), box("hdlr", Buffer.alloc(8), Buffer.from("soun"), Buffer.alloc(13)), box("minf", box("smhd", Buffer.alloc(8)), own, tables));
  return box("moov", box("mvhd", Buffer.alloc(100)), box("trak", box("tkhd", Buffer.alloc(84)), media));
}

/** Its parts, in order: `piece`, of `PIECE_BYTES`, as often as wanted, each followed by `between`. */
export function longMovie<Part>(pieces: number, piece: Part, between: Part, gap: number): readonly (Part | Bytes)[] {
  const begin = Buffer.concat([box("ftyp", Buffer.from("qt  \0\0\0\0qt  ")), u32(pieces * (PIECE_BYTES + gap) + 8), Buffer.from("mdat")]);
  return [begin, ...Array.from({ length: pieces }, () => [piece, between]).flat(), tableOf(pieces, gap, begin.length)];
}
