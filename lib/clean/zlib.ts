/** zlib streams (RFC 1950) through the platform's own compression streams. */

const MAX_INFLATED_BYTES = 16 * 1024 * 1024;

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    parts.push(value);
    if (size > MAX_INFLATED_BYTES) {
      await reader.cancel();
      return null;
    }
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

/** The inflated bytes; null if the stream is broken or larger than 16 MiB inflated. */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await collect(new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream("deflate")));
  } catch {
    return null;
  }
}

export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = await collect(new Blob([bytes as BlobPart]).stream().pipeThrough(new CompressionStream("deflate")));
  if (packed === null) throw new Error("deflate: output too large");
  return packed;
}
