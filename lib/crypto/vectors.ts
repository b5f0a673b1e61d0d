/**
 * The known answers of suite 1, run against this room. The same function serves Node's tests and a browser, so that a library
 * update or another engine cannot change bytes unseen.
 */
import { concatBytes, fromHex, toHex, type Bytes } from "../shared/bytes";
import { dossierIdOf, inviteIdOf, userIdOf } from "../format/identifiers";
import { encodeCbor } from "../format/cbor";
import { frame, hash, prf, type Label, type SignatureLabel } from "../format/labels";
import { CHUNK_BYTES, cthOf } from "../format/chunks";
import { padme } from "../format/padding";
import { stretchHere } from "./argon";
import { boxWithNonce, openBox } from "./box";
import { fileKeys, openChunk, sealChunk } from "./file-cipher";
import { openSeal, sealWith } from "./seal";
import { isSignedBy, signWithSeed } from "./sign";
import { passphraseBytes } from "./passphrase";
import { passphraseSecret } from "./slots";
import { decapsulate, readySodium, sealingKeyPair, sha256, signingKeyPair } from "./sodium";

export interface Vectors {
  readonly T: readonly Framed[];
  readonly H: readonly Framed[];
  readonly PRF: readonly (Framed & { key: string; length: number })[];
  readonly SIG: readonly { seed: string; publicKey: string; label: string; parts: string[]; sig: string }[];
  readonly box: readonly { key: string; ad: string[]; nonce: string; plaintext: string; out: string }[];
  readonly seal: readonly {
    seed: string; publicKeyHash: string; ad: string[]; innerNonce: string; plaintext: string; out: string;
  }[];
  readonly passphrase: readonly {
    passphrase: string; rp_id: string; login: string; o: number; m: number; s: string;
    S: string; loginPublicKey: string; slotKey: string; slotId: string;
  }[];
  readonly padme: readonly { in: number; out: number }[];
  readonly ids: {
    user: { ikSeed: string; id: string };
    dossier: { seed: string; id: string };
    invite: { secret: string; id: string };
  };
  readonly file: readonly FileVector[];
}

interface Framed {
  readonly label: string;
  readonly parts: string[];
  readonly out: string;
}

interface FileVector {
  readonly fk: string;
  readonly fid: string;
  readonly size: number;
  readonly P: number;
  readonly N: number;
  readonly ciphertextLength: number;
  readonly first64: string;
  readonly last64: string;
  readonly cth: string;
  readonly sha256: string;
}

/** Names of the vectors that this room does not reproduce: empty when all is well. */
export async function runVectors(vectors: Vectors): Promise<string[]> {
  await readySodium();
  const failures: string[] = [];
  const check = (name: string, holds: boolean): void => {
    if (!holds) failures.push(name);
  };
  checkHashes(vectors, check);
  checkSignatures(vectors, check);
  checkBoxes(vectors, check);
  checkSeals(vectors, check);
  checkIds(vectors, check);
  vectors.file.forEach((vector) => checkFile(vector, check));
  for (const vector of vectors.passphrase) await checkPassphrase(vector, check);
  return failures;
}

type Check = (name: string, holds: boolean) => void;

function checkHashes(vectors: Vectors, check: Check): void {
  vectors.T.forEach((v, i) => check(`T ${i}`, toHex(frame(v.label as Label, ...v.parts.map(fromHex))) === v.out));
  vectors.H.forEach((v, i) => check(`H ${i}`, toHex(hash(v.label as Label, ...v.parts.map(fromHex))) === v.out));
  vectors.PRF.forEach((v, i) =>
    check(`PRF ${i}`, toHex(prf(fromHex(v.key), v.label as Label, v.parts.map(fromHex), v.length)) === v.out));
  vectors.padme.forEach((v) => check(`padme ${v.in}`, padme(v.in) === v.out));
}

function checkSignatures(vectors: Vectors, check: Check): void {
  vectors.SIG.forEach((v, i) => {
    const label = v.label as SignatureLabel;
    const parts = v.parts.map(fromHex);
    check(`SIG ${i} key`, toHex(signingKeyPair(fromHex(v.seed)).publicKey) === v.publicKey);
    check(`SIG ${i}`, toHex(signWithSeed(fromHex(v.seed), label, ...parts)) === v.sig);
    check(`SIG ${i} verify`, isSignedBy(fromHex(v.publicKey), fromHex(v.sig), label, ...parts));
  });
}

function checkBoxes(vectors: Vectors, check: Check): void {
  vectors.box.forEach((v, i) => {
    const [key, ad, plain] = [fromHex(v.key), v.ad.map(fromHex), fromHex(v.plaintext)];
    check(`box ${i}`, toHex(boxWithNonce(key, ad, plain, fromHex(v.nonce))) === v.out);
    check(`box ${i} open`, toHex(openBox(key, ad, fromHex(v.out))) === v.plaintext);
  });
}

function checkSeals(vectors: Vectors, check: Check): void {
  vectors.seal.forEach((v, i) => {
    const keys = sealingKeyPair(fromHex(v.seed));
    const [ad, out] = [v.ad.map(fromHex), fromHex(v.out)];
    const ciphertext = out.slice(1, 1121);
    const encapsulation = { ciphertext, sharedSecret: decapsulate(ciphertext, keys.secretKey) };
    check(`seal ${i} key`, toHex(hash("xwpk", keys.publicKey)) === v.publicKeyHash);
    check(`seal ${i}`, toHex(sealWith(encapsulation, fromHex(v.innerNonce), keys.publicKey, ad, fromHex(v.plaintext))) === v.out);
    check(`seal ${i} open`, toHex(openSeal(keys, ad, out)) === v.plaintext);
  });
}

function checkIds({ ids }: Vectors, check: Check): void {
  check("id user", toHex(userIdOf(signingKeyPair(fromHex(ids.user.ikSeed)).publicKey)) === ids.user.id);
  check("id dossier", toHex(dossierIdOf(signingKeyPair(fromHex(ids.dossier.seed)).publicKey)) === ids.dossier.id);
  check("id invite", toHex(inviteIdOf(fromHex(ids.invite.secret))) === ids.invite.id);
}

function checkFile(v: FileVector, check: Check): void {
  const keys = fileKeys(fromHex(v.fk), fromHex(v.fid), v.size);
  const file = Uint8Array.from({ length: v.size }, (_, i) => (31 * i + 7) % 256);
  const chunks: Bytes[] = [];
  for (let i = 0; i < v.N; i++) {
    const data = file.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES);
    const sealed = sealChunk(keys, i, data).slice();
    check(`file ${v.size} open ${i}`, toHex(sha256(openChunk(keys, i, sealed))) === toHex(sha256(data)));
    chunks.push(sealed);
  }
  const all = concatBytes(...chunks);
  const hex = [toHex(all.subarray(0, 64)), toHex(all.subarray(-64)), toHex(cthOf(chunks.map(sha256)))];
  check(`file ${v.size} shape`, keys.padded === v.P && keys.count === v.N && all.length === v.ciphertextLength);
  check(`file ${v.size} bytes`, hex[0] === v.first64 && hex[1] === v.last64 && hex[2] === v.cth);
  check(`file ${v.size} sha256`, toHex(sha256(file)) === v.sha256);
}

async function checkPassphrase(v: Vectors["passphrase"][number], check: Check): Promise<void> {
  const kdf = encodeCbor({ a: "argon2id13", o: v.o, m: v.m, s: fromHex(v.s) });
  const name = { rpId: v.rp_id, handle: v.login };
  const secret = await passphraseSecret(name, passphraseBytes(v.passphrase), kdf, stretchHere);
  check("passphrase S", toHex(secret.root) === v.S);
  check("passphrase login key", toHex(secret.login.publicKey) === v.loginPublicKey);
  check("passphrase slot key", toHex(prf(secret.root, "slot-key/pw", [fromHex(v.slotId)])) === v.slotKey);
}
