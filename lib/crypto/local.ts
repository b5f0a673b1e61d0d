/** The vault and its file cipher in this process, for scripts and tests in Node. No page imports this. */
import type { FileCipherApi, VaultApi } from "./api";
import { FileCipher, takeGrant } from "./file-grant";
import { readySodium } from "./sodium";
import { createVault } from "./vault/create-vault";

/** The same vault in this process: for Node's demo and tests. Argon2id runs here too (pass `argon: null`). */
export async function createLocalVault(): Promise<VaultApi> {
  await readySodium();
  return createVault();
}

/** The same file cipher in this process. */
export async function openLocalFileCipher(vault: VaultApi, fid: string): Promise<FileCipherApi> {
  const { port1, port2 } = new MessageChannel();
  const cipher = new FileCipher(takeGrant(port2));
  try {
    await vault.grantFile({ fid, port: port1 });
  } catch (cause) {
    port1.close();
    throw cause;
  }
  return cipher;
}
