/** Ranges of one file over a message port: the page opens and checks them, the frame asks for what it shows. */

/** Any range of a file; each byte is checked before it is given. */
export interface RangeReader {
  /** bytes of the whole */
  readonly size: number;
  /** Bytes [start, end), inside the file. Rejects when they cannot be had or are not what was sealed. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

type Question = { readonly id: number; readonly start: number; readonly end: number };
type Answer = { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> | null };

/** The page's side; `onFailure` hears why a range could not be given. */
export function serveRanges(port: MessagePort, reader: RangeReader, onFailure: (cause: unknown) => void): void {
  const answer = (id: number, bytes: Uint8Array<ArrayBuffer> | null): void => {
    port.postMessage({ id, bytes } satisfies Answer, bytes === null ? [] : [bytes.buffer]);
  };
  port.onmessage = ({ data: { id, start, end } }: MessageEvent<Question>) => {
    reader.read(start, end).then(
      (bytes) => answer(id, bytes),
      (cause: unknown) => {
        onFailure(cause);
        answer(id, null);
      },
    );
  };
}

/** The frame's side. */
export function readRanges(port: MessagePort, size: number): RangeReader {
  const waiting = new Map<number, (bytes: Uint8Array<ArrayBuffer> | null) => void>();
  let last = 0;
  port.onmessage = ({ data: { id, bytes } }: MessageEvent<Answer>) => {
    waiting.get(id)?.(bytes);
    waiting.delete(id);
  };
  return {
    size,
    read: (start, end) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, (bytes) => (bytes === null ? reject(new Error("not to be had")) : resolve(bytes)));
        port.postMessage({ id, start, end } satisfies Question);
      }),
  };
}
