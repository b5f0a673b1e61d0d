/** Reads one file back, chunk by chunk in order, and vouches for the whole only after the last (protocol 3.10). */
import type { Bytes } from "../shared/bytes";
import { cthOf, sealedSize } from "../format/chunks";
import { ChunkBuffers } from "./chunk-buffers";
import { demand } from "./crypto-error";
import { fileKeys, hashSealed, openChunk, wipeKeys, type FileKeys } from "./file-cipher";
import { hashHere, type OriginalHash, type StartHash } from "./original-hash";
import { memcmp } from "./sodium";

/** What a signed file entry says of the file. */
export interface FileClaim {
  readonly fid: Bytes;
  readonly fk: Bytes;
  readonly size: number;
  /** SHA-256 of the original */
  readonly sha256: Bytes;
  readonly cth: Bytes;
}

export class FileOpening {
  readonly #claim: FileClaim;
  readonly #keys: FileKeys;
  readonly #original: OriginalHash;
  readonly #chunkHashes: Bytes[] = [];
  readonly #buffers = new ChunkBuffers();
  #failed = false;

  /** Refuses with E_LENGTH before the first byte if the stored length is not the entry's. */
  constructor(claim: FileClaim, storedLength: number, startHash: StartHash = hashHere) {
    demand(storedLength === sealedSize(claim.size), "E_LENGTH");
    this.#claim = claim;
    this.#keys = fileKeys(claim.fk, claim.fid, claim.size);
    this.#original = startHash();
  }

  /** N */
  get count(): number {
    return this.#keys.count;
  }

  /** Index of the chunk that must come next. */
  get position(): number {
    return this.#chunkHashes.length;
  }

  /** Data bytes of the next chunk, padding taken off (empty in a chunk of padding). After a refusal the opening is dead. */
  async openNext(sealed: Uint8Array): Promise<Bytes> {
    const index = this.#chunkHashes.length;
    demand(!this.#failed && index < this.#keys.count, "E_CHUNK");
    this.#failed = true;
    const hash = hashSealed(sealed);
    const data = openChunk(this.#keys, index, sealed).slice();
    await this.#hashOriginal(data);
    this.#chunkHashes.push(await hash);
    if (index + 1 === this.#keys.count) await this.#demandWhole();
    this.#failed = false;
    return data;
  }

  /** True once every chunk was opened and the whole file's hashes matched. */
  get isComplete(): boolean {
    return !this.#failed && this.#chunkHashes.length === this.#keys.count;
  }

  wipe(): void {
    this.#failed = true;
    wipeKeys(this.#keys);
  }

  async #hashOriginal(data: Bytes): Promise<void> {
    const copy = new Uint8Array(await this.#buffers.take(), 0, data.length);
    copy.set(data);
    void this.#original.update(copy).then((buffer) => this.#buffers.giveBack(buffer));
  }

  async #demandWhole(): Promise<void> {
    demand(memcmp(await this.#original.finish(), this.#claim.sha256), "E_HASH");
    demand(memcmp(cthOf(this.#chunkHashes), this.#claim.cth), "E_HASH");
  }
}
