/** Tells files of one size apart without reading all of them. The mark stands in the encrypted draft and nowhere else. */
import { toHex } from "@/lib/shared/bytes";

const SAMPLE_BYTES = 64 * 1024;
const SAMPLES = 64;

/** SHA-256 of a file, or, where it is longer than 4 MiB, of samples from its first byte to its last. Hex. Rejects when it cannot be read. */
export async function contentMark(file: Blob): Promise<string> {
  const sampled = file.size > SAMPLES * SAMPLE_BYTES ? new Blob(samplesOf(file)) : file;
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", await sampled.arrayBuffer())));
}

function samplesOf(file: Blob): Blob[] {
  const step = (file.size - SAMPLE_BYTES) / (SAMPLES - 1);
  return Array.from({ length: SAMPLES }, (_, index) => {
    const start = Math.floor(index * step);
    return file.slice(start, start + SAMPLE_BYTES);
  });
}
