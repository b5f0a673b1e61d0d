/** Text of unknown origin as characters: by its mark, else strictly UTF-8, else as it says of itself, else windows-1252. */

const HEAD_BYTES = 1024;
const MARKS: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

export interface DecodedText {
  readonly text: string;
  /** As the encoding standard names it. */
  readonly encoding: string;
}

export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked !== undefined) return decodeAs(bytes, marked[1]);
  try {
    // As a stream, so that a text that was cut within its last character is still UTF-8.
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true }), encoding: "utf-8" };
  } catch {
    return decodeAs(bytes, declaredEncoding(bytes) ?? "windows-1252");
  }
}

function decodeAs(bytes: Uint8Array, encoding: string): DecodedText {
  const decoder = new TextDecoder(encoding);
  return { text: decoder.decode(bytes), encoding: decoder.encoding };
}

/** What XML, HTML and style sheets say of their encoding; null for nothing, and for what was tried already. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder("windows-1252").decode(bytes.subarray(0, HEAD_BYTES));
  const label = /(?:encoding|charset)\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  if (label === undefined || /^(utf|unicode)/i.test(label)) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
