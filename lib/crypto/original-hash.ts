/**
 * SHA-256 of a file's bytes in order. It takes as long as the cipher, so that where a second core is free it has a worker of its own,
 * which sees the bytes and no key. The browser's own SHA-256 cannot be fed piece by piece.
 */
import type { Bytes } from "../shared/bytes";
import { startSha256, type RunningHash } from "./sodium";

export interface OriginalHash {
  /** Hashes bytes that fill their buffer from its front. Answers with the buffer, which may be another object, to be filled again. */
  update(data: Bytes): Promise<ArrayBuffer>;
  /** 32 bytes; the hash cannot be used afterwards. */
  finish(): Promise<Bytes>;
}

export type StartHash = () => OriginalHash;

/** On this thread. */
export function hashHere(): OriginalHash {
  const hash = startSha256();
  return {
    update(data) {
      hash.update(data);
      return Promise.resolve(data.buffer);
    },
    finish: () => Promise.resolve(hash.finish()),
  };
}

type Request = { readonly begin: true } | { readonly data: Bytes } | { readonly finish: true };

/** Hashes for one file after the other in the worker at the other end of `port`: a new one ends the one before. */
export function hashOver(port: MessagePort): StartHash {
  const waiting: ((answer: Bytes) => void)[] = [];
  port.addEventListener("message", ({ data }: MessageEvent<Bytes>) => waiting.shift()?.(data));
  port.start();
  const ask = (request: Request, transfer: Transferable[]): Promise<Bytes> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port.postMessage(request, transfer);
    });
  return () => {
    port.postMessage({ begin: true } satisfies Request);
    return {
      update: async (data) => (await ask({ data }, [data.buffer])).buffer,
      finish: () => ask({ finish: true }, []),
    };
  };
}

/** The worker's side of `hashOver`. */
export function serveHash(port: MessagePort): void {
  let hash: RunningHash | null = null;
  port.addEventListener("message", ({ data: request }: MessageEvent<Request>) => {
    if ("begin" in request) {
      hash = startSha256();
    } else if ("data" in request) {
      hash?.update(request.data);
      port.postMessage(request.data, [request.data.buffer]);
    } else if (hash !== null) {
      port.postMessage(hash.finish());
      hash = null;
    }
  });
  port.start();
}
