/** Padding: u32be(|x|) ‖ x ‖ zeros, to sizes that say little (PURBs' Padmé). */
import { concatBytes, u32, type Bytes } from "../shared/bytes";
import { err, ok, type Result } from "../shared/result";

const PREFIX_BYTES = 4;

export const COMPARTMENT_MIN_BYTES = 4096;
export const IDENTITY_BYTES = 4096;
/** The longest identity compartment before padding. */
export const IDENTITY_MAX_BYTES = IDENTITY_BYTES - PREFIX_BYTES;
export const LOG_BODY_MIN_BYTES = 512;
export const HEAD_BYTES = 1024;
export const MOVE_TEXT_MIN_BYTES = 1024;
export const SUMMARY_MIN_BYTES = 1024;
export const KEYRING_STEP_BYTES = 8192;

/** The padded size of `n` bytes, at most 12 % more. Plain arithmetic, since JavaScript's bit operators have 32 bits. */
export function padme(n: number): number {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError("not a size");
  if (n < 2) return n;
  const exponent = floorLog2(n);
  const unit = 2 ** (exponent - (floorLog2(exponent) + 1));
  return unit <= 1 ? n : Math.ceil(n / unit) * unit;
}

/** floor(log2 n) for n >= 1, 0 for 0; exact, where Math.log2 rounds up just below large powers of two. */
function floorLog2(n: number): number {
  let exponent = 0;
  while (2 ** (exponent + 1) <= n) exponent++;
  return exponent;
}

/** u32be(|x|) ‖ x ‖ 0…, to max(min, padmé(4 + |x|)) bytes. */
export function pad(x: Uint8Array, min: number): Bytes {
  return padTo(x, Math.max(min, padme(PREFIX_BYTES + x.length)));
}

/** Takes the padding off. E_PAD if the length does not fit or a byte of the tail is not zero. */
export function unpad(padded: Uint8Array): Result<Bytes, "E_PAD"> {
  if (padded.length < PREFIX_BYTES) return err("E_PAD");
  const length = new DataView(padded.buffer, padded.byteOffset, PREFIX_BYTES).getUint32(0);
  const end = PREFIX_BYTES + length;
  if (end > padded.length) return err("E_PAD");
  let tail = 0;
  for (let i = end; i < padded.length; i++) tail |= padded[i] ?? 0;
  return tail === 0 ? ok(new Uint8Array(padded.subarray(PREFIX_BYTES, end))) : err("E_PAD");
}

/** Content, sources and notes (and drafts): at least 4096 bytes, then Padmé. */
export function padCompartment(x: Uint8Array): Bytes {
  return pad(x, COMPARTMENT_MIN_BYTES);
}

/** Identity: always 4096 bytes, so E_PAD (too long) above 4092. */
export function padIdentity(x: Uint8Array): Result<Bytes, "E_PAD"> {
  return x.length > IDENTITY_MAX_BYTES ? err("E_PAD") : ok(padTo(x, IDENTITY_BYTES));
}

/** Identity, opened: E_PAD unless exactly 4096 bytes with a zero tail. */
export function unpadIdentity(padded: Uint8Array): Result<Bytes, "E_PAD"> {
  return padded.length === IDENTITY_BYTES ? unpad(padded) : err("E_PAD");
}

/** Boxed parts of log entries: 512, 1024, 2048, … */
export function padLogBody(x: Uint8Array): Bytes {
  let size = LOG_BODY_MIN_BYTES;
  while (size < PREFIX_BYTES + x.length) size *= 2;
  return padTo(x, size);
}

/** A `head` entry: always 1024 bytes. Throws RangeError above 1020: its fields have fixed sizes. */
export function padHead(x: Uint8Array): Bytes {
  return padTo(x, HEAD_BYTES);
}

/** `shared` and `internal` of a move: at least 1024 bytes, then Padmé. */
export function padMoveText(x: Uint8Array): Bytes {
  return pad(x, MOVE_TEXT_MIN_BYTES);
}

/** A summary: at least 1024 bytes, then Padmé. */
export function padSummary(x: Uint8Array): Bytes {
  return pad(x, SUMMARY_MIN_BYTES);
}

/** A keyring: whole steps of 8 KiB. */
export function padKeyring(x: Uint8Array): Bytes {
  return padTo(x, Math.ceil((PREFIX_BYTES + x.length) / KEYRING_STEP_BYTES) * KEYRING_STEP_BYTES);
}

function padTo(x: Uint8Array, size: number): Bytes {
  const used = PREFIX_BYTES + x.length;
  if (used > size) throw new RangeError("longer than its padding");
  return concatBytes(u32(x.length), x, new Uint8Array(size - used));
}
