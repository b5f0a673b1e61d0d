/**
 * One way each of encrypting the same bytes in a browser. `sealpost-*` do all that an upload asks: nonces from the content, AEAD, SHA-256
 * of the original, the tree hash of the ciphertext. The others encrypt, and hash nothing, unless they say so.
 */
import { Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import * as openpgp from "openpgp";
import nacl from "tweetnacl";
import type { ReadableFile } from "../../lib/crypto/chunk-reader";
import { sealChunk, fileKeys } from "../../lib/crypto/file-cipher";
import { hashHere, hashOver, type StartHash } from "../../lib/crypto/original-hash";
import { blake2b, encryptAead, heap, NONCE_BYTES, readySodium, sha256, startSha256, TAG_BYTES } from "../../lib/crypto/sodium";
import { UploadSession } from "../../lib/crypto/upload-session";
import { chunkAad, chunkPlainSize, CHUNK_BYTES, cthOf, SEALED_CHUNK_BYTES } from "../../lib/format/chunks";
import { concatBytes, type Bytes } from "../../lib/shared/bytes";

/** Bytes of ciphertext that one call to the worker gives, as in an upload. */
const RANGE_BYTES = 8 * SEALED_CHUNK_BYTES;
/** What CryptPad gives to nacl.secretbox at a time (its file-crypto.js). */
const CRYPTPAD_BYTES = 128 * 1024;

export type Case = (data: Bytes) => Promise<void>;

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

function memoryFile(data: Bytes): ReadableFile {
  return { size: data.length, slice: (start) => ({ stream: () => memoryStream(data, start) }) };
}

function memoryStream(data: Bytes, start: number): ReadableStream<Bytes> {
  let at = start;
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      const view = (controller.byobRequest?.view ?? null) as Bytes | null;
      if (view === null) throw new Error("not read into a buffer");
      const part = data.subarray(at, at + view.length);
      view.set(part);
      at += part.length;
      controller.byobRequest?.respond(part.length);
    },
  });
}

function* chunksOf(data: Bytes, size: number): Generator<Bytes> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

let startHash: StartHash = hashHere;

/** Lets the worker at the other end of `port` hash the original, as an upload does. */
export function useHelper(port: MessagePort): void {
  startHash = hashOver(port);
}

async function sealpost(data: Bytes): Promise<void> {
  const session = new UploadSession({ fk: random(32), fid: random(16), size: data.length }, startHash);
  const file = memoryFile(data);
  for (let at = 0; at < session.length; at += RANGE_BYTES) await session.range(file, at, Math.min(at + RANGE_BYTES, session.length));
  await session.finish(file);
}

/** Nonce and AEAD alone, copied in and out. */
function sealpostAeadOnly(data: Bytes): Promise<void> {
  const keys = fileKeys(random(32), random(16), data.length);
  const out = new Uint8Array(SEALED_CHUNK_BYTES);
  for (let index = 0; index < keys.count; index++) out.set(sealChunk(keys, index, data.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)));
  return Promise.resolve();
}

/** The limit: nothing but the AEAD, on bytes that never leave the heap. */
function rawAead(data: Bytes): Promise<void> {
  const sodium = heap();
  const [chunk, rest] = [sodium._malloc(CHUNK_BYTES + TAG_BYTES), sodium._malloc(256)];
  sodium.HEAPU8.set(data.subarray(0, CHUNK_BYTES), chunk);
  for (let index = 0; index < data.length / CHUNK_BYTES; index++) {
    sodium._crypto_aead_xchacha20poly1305_ietf_encrypt(chunk, null, chunk, CHUNK_BYTES, 0, rest, 100, 0, 0, rest + 128, rest + 160);
  }
  return Promise.resolve();
}

/** All that Sealpost does, by the library's own functions. */
function libsodiumWrapper(data: Bytes): Promise<void> {
  const keys = fileKeys(random(32), random(16), data.length);
  const digest = startSha256();
  const hashes: Bytes[] = [];
  for (let index = 0; index < keys.count; index++) {
    const part = data.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    const plain = new Uint8Array(chunkPlainSize(index, keys.padded));
    plain.set(part);
    digest.update(part);
    const ad = chunkAad(keys.fid, index, keys.count, keys.padded);
    const nonce = blake2b(NONCE_BYTES, concatBytes(ad, plain), keys.nonceKey);
    hashes.push(sha256(concatBytes(nonce, encryptAead(keys.cipherKey, nonce, ad, plain))));
  }
  digest.finish();
  cthOf(hashes);
  return Promise.resolve();
}

async function age(data: Bytes): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(await generateIdentity()));
  await encrypter.encrypt(data);
}

/** RFC 9580 with its AEAD and the library's own choices. */
async function pgp(data: Bytes): Promise<void> {
  const { publicKey } = await openpgp.generateKey({ userIDs: [{ name: "bench" }], format: "object" });
  const message = await openpgp.createMessage({ binary: data });
  await openpgp.encrypt({ message, encryptionKeys: publicKey, format: "binary", config: { aeadProtect: true } });
}

function tweetnacl(data: Bytes): Promise<void> {
  const [key, nonce] = [random(32), random(24)];
  for (const part of chunksOf(data, CRYPTPAD_BYTES)) nacl.secretbox(part, nonce, key);
  return Promise.resolve();
}

function noble(data: Bytes): Promise<void> {
  const key = random(32);
  for (const part of chunksOf(data, CHUNK_BYTES)) xchacha20poly1305(key, random(24)).encrypt(part);
  return Promise.resolve();
}

async function webcryptoGcm(data: Bytes): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  for (const part of chunksOf(data, CHUNK_BYTES)) await crypto.subtle.encrypt({ name: "AES-GCM", iv: random(12) }, key, part);
}

export const CASES = {
  "sealpost-1": sealpost,
  "sealpost-2": sealpost,
  "sealpost-aead-only": sealpostAeadOnly,
  "raw-aead": rawAead,
  "libsodium-wrapper": libsodiumWrapper,
  "age-encryption": age,
  openpgp: pgp,
  tweetnacl,
  noble,
  "webcrypto-gcm": webcryptoGcm,
} as const satisfies Record<string, Case>;

export type CaseName = keyof typeof CASES;

export const ready = readySodium;
