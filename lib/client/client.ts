/** What every use case needs: the way to the server, the vault, and what differs between browser and script. */
import type { ArgonPort, FileCipherApi, VaultApi } from "@/lib/crypto/api";
import type { Cleaner } from "@/lib/clean/cleaner";
import type { Api } from "./api";

/** Small boxed values by opaque key; IndexedDB in a browser, memory in a script. */
export type BoxedStore = {
  get(key: string): Promise<Uint8Array | null>;
  put(key: string, value: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
};

export type Client = {
  readonly api: Api;
  readonly vault: VaultApi;
  readonly store: BoxedStore;
  /** The host name that every log-in key is bound to. */
  readonly rpId: string;
  /** Absolute for scripts, "" in a browser. */
  readonly baseUrl: string;
  /** A port to a fresh throw-away Argon2id worker; null where it runs in process. */
  argon(): ArgonPort;
  /** A worker that holds the key of this one file. */
  fileCipher(fid: string): Promise<FileCipherApi>;
  /** Looks at files before they are sealed, and takes metadata out. */
  readonly cleaner: Cleaner;
  /** The body of a PATCH in this environment. */
  uploadBody(bytes: Uint8Array): unknown;
  /** Extra headers of uploads: none in a browser, the cookie in a script. */
  uploadHeaders(): Record<string, string>;
};

/** Today's date as moves carry it (UTC, the server allows a day to either side). */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
