/** Runs one case when it is told to, and answers how long it took; named "hash", it is the helper of another that does. */
import { serveHash } from "../../lib/crypto/original-hash";
import { CASES, ready, useHelper, type CaseName } from "./cases";

const WARM_UP_BYTES = 8 * 2 ** 20;
const RANDOM_BYTES = 65_536;

function makeData(bytes: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += RANDOM_BYTES) crypto.getRandomValues(data.subarray(at, at + RANDOM_BYTES));
  return data;
}

let data: Uint8Array<ArrayBuffer>;

type Message = { readonly lend: MessagePort } | { readonly prepare: number } | { readonly run: CaseName };

self.addEventListener("message", (event: MessageEvent<Message>) => {
  const message = event.data;
  const work = async (): Promise<number> => {
    await ready();
    if ("lend" in message) {
      (self.name === "hash" ? serveHash : useHelper)(message.lend);
      return 0;
    }
    if ("prepare" in message) {
      data = makeData(message.prepare);
      return 0;
    }
    const run = CASES[message.run];
    await run(data.subarray(0, WARM_UP_BYTES));
    postMessage("warm");
    const began = performance.now();
    await run(data);
    return performance.now() - began;
  };
  work().then((ms) => postMessage({ ms }), (cause: unknown) => postMessage({ fault: String(cause) }));
});
