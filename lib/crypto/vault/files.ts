/** Evidence files: their keys stay here, one at a time goes to a file worker (protocol 3.10, 3.13). */
import { equalBytes, toHex } from "../../shared/bytes";
import type { BlobId } from "../../shared/ids";
import { sealedSize } from "../../format/chunks";
import type { FileEntry } from "../../format/file-entry";
import type { Compartment, PublicFile, VaultApi } from "../api";
import { demand, refuse } from "../crypto-error";
import type { FileGrant } from "../file-grant";
import { randomBytes } from "../sodium";
import { demandRecorded } from "./custody-chain";
import { ownDossierOf } from "./own-dossiers";
import { hashOf, idOf, type VaultFile, type VaultState } from "./state";
import { verb } from "./verb";

type FileVerbs = Pick<VaultApi, "newFile" | "grantFile" | "setUpload" | "uploadOf" | "finishFile">;

export function fileVerbs(state: VaultState): FileVerbs {
  return {
    newFile: verb((input) => newFile(state, input)),
    grantFile: verb(({ fid, port }) => {
      const file = fileOf(state, fid);
      demandRecorded(state, file);
      grantFile(file, port);
    }),
    setUpload: verb(({ fid, blob, cap }) => {
      demand(cap.length === 32, "E_FORMAT");
      const upload = { blob: idOf<BlobId>(blob), cap: new Uint8Array(cap), url: "" };
      state.files.set(fid, { ...fileOf(state, fid), upload });
    }),
    uploadOf: verb((fid) => {
      const { upload } = fileOf(state, fid);
      return upload === null ? null : { blob: toHex(upload.blob), cap: upload.cap };
    }),
    finishFile: verb(({ fid, sha256, cth }) => {
      const file: VaultFile = { ...fileOf(state, fid), sha256: hashOf(sha256), cth: hashOf(cth) };
      state.files.set(fid, file);
      return publicFile(file);
    }),
  };
}

export function fileOf(state: VaultState, fid: string): VaultFile {
  return state.files.get(fid) ?? refuse("E_UNKNOWN");
}

function newFile(state: VaultState, input: Parameters<VaultApi["newFile"]>[0]): PublicFile {
  const { dossierId, compartment, name, mime, sizeBytes, derivedFrom, mark } = input;
  demand(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0, "E_FORMAT");
  const derived = derivedFrom === null ? {} : { derived_from: { sha256: hashOf(derivedFrom.sha256), action: derivedFrom.action } };
  const file: VaultFile = {
    dossierId: ownDossierOf(state, dossierId).dossierId, compartment, fid: randomBytes(16), fk: randomBytes(32),
    name, mime, size: sizeBytes, upload: null, ...derived, ...(mark === undefined ? {} : { mark: hashOf(mark) }),
  };
  state.files.set(toHex(file.fid), file);
  return publicFile(file);
}

/** The one message on the port is the key; whoever holds the other end can do nothing but this file. */
function grantFile(file: VaultFile, port: MessagePort): void {
  const { fk, fid, size, sha256, cth } = file;
  port.postMessage({ fk, fid, size, sha256: sha256 ?? null, cth: cth ?? null } satisfies FileGrant);
  port.close();
}

/** A file as the page may know it: without its key and capability. */
export function publicFile(file: VaultFile): PublicFile {
  const { derived_from: derived, mark } = file;
  return {
    fid: toHex(file.fid), compartment: file.compartment, name: file.name, mime: file.mime,
    sizeBytes: file.size, sealedBytes: sealedSize(file.size),
    blob: file.upload === null ? null : toHex(file.upload.blob),
    sha256: file.sha256 === undefined ? null : toHex(file.sha256),
    cth: file.cth === undefined ? null : toHex(file.cth),
    derivedFrom: derived === undefined ? null : { sha256: toHex(derived.sha256), action: derived.action },
    ...(mark === undefined ? {} : { mark: toHex(mark) }),
  };
}

/** Takes the entries of an opened compartment into the vault; the page gets what it may know. */
export function adoptEntries(state: VaultState, dossierId: VaultFile["dossierId"], compartment: Compartment, entries: readonly FileEntry[]): PublicFile[] {
  return entries.map((entry) => {
    const { fid, fk, blob, name, mime, size, sha256, cth, derived_from: derived } = entry;
    const known = state.files.get(toHex(fid));
    demand(known === undefined || equalBytes(known.dossierId, dossierId), "E_ID"); // ids are random: another dossier's was copied
    // a finished upload needs no capability any more, and a version does not carry it
    const cap = known?.upload?.cap ?? new Uint8Array(32);
    const file: VaultFile = {
      dossierId, compartment, fid, fk, name, mime, size, sha256, cth, upload: { blob, cap, url: "" },
      ...(derived === undefined ? {} : { derived_from: derived }),
    };
    state.files.set(toHex(fid), file);
    return publicFile(file);
  });
}
