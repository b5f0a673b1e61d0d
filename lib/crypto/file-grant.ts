/** The file worker's verbs: one file, one key, handed over by the vault on a port of its own (protocol 3.13). */
import { toHex, type Bytes } from "../shared/bytes";
import type { FileCipherApi } from "./api";
import { demand, refuse } from "./crypto-error";
import { fileKeys, openChunk, wipeKeys, type FileKeys } from "./file-cipher";
import { FileOpening } from "./file-opening";
import { hashHere, type StartHash } from "./original-hash";
import { memzero } from "./sodium";
import { sealedSize } from "../format/chunks";
import { UploadSession } from "./upload-session";

/** What the vault gives for one file. The hashes are there once the file is finished. */
export interface FileGrant {
  readonly fk: Bytes;
  readonly fid: Bytes;
  readonly size: number;
  readonly sha256: Bytes | null;
  readonly cth: Bytes | null;
}

/** The one message that comes over the vault's port. */
export function takeGrant(port: MessagePort): Promise<FileGrant> {
  return new Promise((resolve) => {
    port.addEventListener("message", (event: MessageEvent<FileGrant>) => resolve(event.data), { once: true });
    port.start();
  });
}

export class FileCipher implements FileCipherApi {
  readonly #grant: Promise<FileGrant>;
  readonly #startHash: StartHash;
  #upload: UploadSession | null = null;
  #opening: FileOpening | null = null;
  #keys: FileKeys | null = null;
  #closed = false;

  constructor(grant: Promise<FileGrant>, startHash: StartHash = hashHere) {
    this.#grant = grant;
    this.#startHash = startHash;
  }

  async sealRange({ file, start, end }: Parameters<FileCipherApi["sealRange"]>[0]): Promise<Uint8Array> {
    return (await this.#session()).range(file, start, end);
  }

  async catchUp({ file, end }: { file: Blob; end: number }): Promise<void> {
    await (await this.#session()).catchUp(file, end);
  }

  async digests({ file }: { file: Blob }): Promise<{ sha256: string; cth: string }> {
    const { sha256, cth } = await (await this.#session()).finish(file);
    return { sha256: toHex(sha256), cth: toHex(cth) };
  }

  /** Chunks come in order; chunk 0 begins again. The last one is answered only if the whole file's hashes match. */
  async openChunk({ index, sealed }: { index: number; sealed: Uint8Array }): Promise<Uint8Array> {
    const grant = await this.#live();
    const { sha256, cth } = grant;
    if (sha256 === null || cth === null) return refuse("E_STATE");
    if (index === 0) this.#opening = new FileOpening({ ...grant, sha256, cth }, sealedSize(grant.size), this.#startHash);
    demand(this.#opening !== null && this.#opening.position === index, "E_CHUNK");
    return this.#opening.openNext(sealed);
  }

  async openAnyChunk({ index, sealed }: { index: number; sealed: Uint8Array }): Promise<Uint8Array> {
    const { fk, fid, size } = await this.#live();
    this.#keys ??= fileKeys(fk, fid, size);
    demand(Number.isInteger(index) && 0 <= index && index < this.#keys.count, "E_CHUNK");
    return openChunk(this.#keys, index, sealed).slice();
  }

  close(): void {
    void this.wipe();
  }

  /** Closes it, and resolves when nothing of the key is left here. */
  async wipe(): Promise<void> {
    this.#closed = true;
    if (this.#keys !== null) wipeKeys(this.#keys);
    this.#upload?.wipe();
    this.#opening?.wipe();
    memzero((await this.#grant).fk);
  }

  async #session(): Promise<UploadSession> {
    const grant = await this.#live();
    this.#upload ??= new UploadSession(grant, this.#startHash);
    return this.#upload;
  }

  async #live(): Promise<FileGrant> {
    demand(!this.#closed, "E_STATE");
    return this.#grant;
  }
}
