/** File workers, each used again for the next file: to start one costs more than to seal a small file. Browser only. */
import type { FileCipherApi, VaultApi } from "./api";
import { CryptoError } from "./crypto-error";
import type { Connection } from "./rpc";

/** A worker that holds one file's key at a time. */
export interface FileWorker {
  readonly connection: Connection;
  terminate(): void;
}

/** Workers that wait for another file, at most. They hold no key. */
const MOST_IDLE = 4;

export class FileWorkers {
  readonly #vault: VaultApi;
  readonly #start: () => FileWorker;
  readonly #idle: FileWorker[] = [];
  #closed = false;

  constructor(vault: VaultApi, start: () => FileWorker) {
    this.#vault = vault;
    this.#start = start;
  }

  /** A cipher with this one file's key, given by the vault over a port of its own. It outlives the vault. */
  async open(fid: string): Promise<FileCipherApi> {
    const worker = this.#idle.pop() ?? this.#start();
    const { port1, port2 } = new MessageChannel();
    try {
      await worker.connection.call("take", [port2]);
      await this.#vault.grantFile({ fid, port: port1 });
    } catch (cause) {
      port1.close();
      worker.terminate();
      throw cause;
    }
    return this.#cipherOf(worker);
  }

  /** Ends those that wait now, and the others when their file is closed. */
  close(): void {
    this.#closed = true;
    for (const worker of this.#idle.splice(0)) worker.terminate();
  }

  #cipherOf(worker: FileWorker): FileCipherApi {
    let underWay = 0;
    let fresh = true;
    let closed = false;
    const call = async (verb: string, input: unknown): Promise<unknown> => {
      if (closed) throw new CryptoError("E_STATE");
      underWay++;
      try {
        return await worker.connection.call(verb, [input]);
      } catch (cause) {
        fresh = false;
        throw cause;
      } finally {
        underWay--;
      }
    };
    return {
      sealRange: async (input) => (await call("sealRange", input)) as Uint8Array,
      catchUp: async (input) => {
        await call("catchUp", input);
      },
      digests: async (input) => (await call("digests", input)) as { sha256: string; cth: string },
      openChunk: async (input) => (await call("openChunk", input)) as Uint8Array,
      openAnyChunk: async (input) => (await call("openAnyChunk", input)) as Uint8Array,
      close: () => {
        if (closed) return;
        closed = true;
        // In the middle of something there is a key to be used: then ending the worker is the way to be rid of it.
        if (underWay > 0 || !fresh) worker.terminate();
        else void this.#takeBack(worker);
      },
    };
  }

  async #takeBack(worker: FileWorker): Promise<void> {
    const wiped = await worker.connection.call("drop", []).then(() => true, () => false);
    if (wiped && !this.#closed && this.#idle.length < MOST_IDLE) this.#idle.push(worker);
    else worker.terminate();
  }
}
