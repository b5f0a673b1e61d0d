/** What the app calls: the vault and its file workers. The page itself never loads the library: its policy forbids WASM. */
import type { ArgonPort, VaultApi } from "./api";
import { CryptoError, type CryptoCode } from "./crypto-error";
import { FileWorkers, type FileWorker } from "./file-workers";
import { connect, type Connection } from "./rpc";

export type { FileWorkers } from "./file-workers";

const WORKER_URL = "/crypto-worker.js";

export interface VaultHandle {
  readonly vault: VaultApi;
  /** Ends the worker: every key is gone with it. Open calls reject with E_STATE. */
  terminate(): void;
}

const VERBS: Readonly<Record<keyof VaultApi, true>> = {
  generatePassphrase: true, generateHandle: true, createAccount: true, signLogin: true, openAccount: true,
  saveKeyring: true, keyringSaved: true, mergeKeyring: true, exportPins: true, pinKey: true, importPins: true,
  fingerprint: true, foundCoalition: true, acceptInvitation: true, readInvitation: true, applyLog: true, logHeads: true,
  viewLog: true, createInvitation: true, listInvitations: true, checkJoinRequest: true, admitMember: true,
  revokeInvitation: true, createDossier: true, listOwnDossiers: true, readCap: true, sealDraft: true, openDraft: true,
  signKeep: true, sealSubmission: true, sealHead: true, measureIdentity: true, newFile: true, grantFile: true,
  setUpload: true, uploadOf: true, finishFile: true, openDossier: true, openBoard: true, seenDossiers: true, signMove: true,
  custodyLength: true, applyCustody: true, viewCustody: true, signCustody: true,
  sealIdentityOpening: true, openIdentity: true, sealExportStart: true, sealExportEnd: true, signExport: true,
};

/** Starts the vault in its worker; `onRefusal` hears the code of each verb that it refuses. Browser only. */
export function openVault(onRefusal: (code: CryptoCode) => void): VaultHandle {
  const { worker, connection } = startWorker("vault");
  const call = (verb: string, args: unknown[]): Promise<unknown> =>
    connection.call(verb, args).catch((cause: unknown) => {
      if (cause instanceof CryptoError) onRefusal(cause.code);
      throw cause;
    });
  const verbs = Object.keys(VERBS).map((verb) => [verb, (...args: unknown[]) => call(verb, args)]);
  return {
    vault: Object.fromEntries(verbs) as VaultApi,
    terminate: () => {
      worker.terminate();
      connection.close();
    },
  };
}

/** A port to a fresh throw-away worker that stretches one passphrase. Browser only. */
export function startArgon(): ArgonPort {
  const { connection } = startWorker("argon");
  const { port1, port2 } = new MessageChannel();
  void connection.call("lend", [port2]).catch(() => port1.close());
  return port1;
}

/** Workers that each hold one file's key, given to them by the vault. Browser only. */
export function createFileWorkers(vault: VaultApi): FileWorkers {
  return new FileWorkers(vault, startFileWorker);
}

function startFileWorker(): FileWorker {
  const { worker, connection } = startWorker("file");
  const helper = navigator.hardwareConcurrency > 1 ? startHash() : null;
  const terminate = () => {
    worker.terminate();
    helper?.worker.terminate();
    connection.close();
  };
  helper?.worker.addEventListener("error", terminate);
  if (helper !== null) void connection.call("hashOver", [helper.port]).catch(terminate);
  return { connection, terminate };
}

/** A worker that hashes what a file worker sends it over the port. */
function startHash(): { worker: Worker; port: MessagePort } {
  const { worker, connection } = startWorker("hash");
  const { port1, port2 } = new MessageChannel();
  void connection.call("lend", [port2]).catch(() => port1.close());
  return { worker, port: port1 };
}

function startWorker(name: "vault" | "file" | "hash" | "argon"): { worker: Worker; connection: Connection } {
  const worker = new Worker(WORKER_URL, { name });
  const connection = connect(worker);
  worker.addEventListener("error", () => connection.close());
  return { worker, connection };
}
