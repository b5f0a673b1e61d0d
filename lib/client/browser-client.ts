/** The client as a page uses it: same-origin fetch, the vault in its worker, boxed values in IndexedDB. */
import { createFileWorkers, openVault, startArgon } from "@/lib/crypto";
import { createApi } from "./api";
import { createIndexedDbStore } from "./boxed-store";
import type { Client } from "./client";
import { workerCleaner } from "./worker-cleaner";

export type BrowserClient = Client & {
  /** Ends the vault worker, and with it every key but those of files whose cipher is still open. */
  close(): void;
  /** Aborted by close(): whatever still runs with this client ends. */
  readonly closed: AbortSignal;
};

/** What a server was caught at: showing less than it has shown before, or something else in its place. */
export type Lie = "E_ROLLBACK" | "E_FORK";

/** `onLie` hears of each, whatever page asked. */
export function createBrowserClient(onLie: (lie: Lie) => void): BrowserClient {
  const handle = openVault((code) => {
    if (code === "E_ROLLBACK" || code === "E_FORK") onLie(code);
  });
  const fileWorkers = createFileWorkers(handle.vault);
  const closing = new AbortController();
  return {
    api: createApi((path, init) => fetch(path, { ...init, credentials: "same-origin", cache: "no-store" })),
    vault: handle.vault,
    store: createIndexedDbStore(),
    rpId: location.hostname,
    baseUrl: "",
    argon: startArgon,
    cleaner: workerCleaner,
    fileCipher: (fid) => fileWorkers.open(fid),
    // A Blob is copied when it is made, while another request travels; bytes would be when they are sent, with the line idle.
    uploadBody: (bytes) => new Blob([bytes as Uint8Array<ArrayBuffer>]),
    uploadHeaders: () => ({}),
    close: () => {
      closing.abort();
      handle.terminate();
      fileWorkers.close();
    },
    closed: closing.signal,
  };
}
