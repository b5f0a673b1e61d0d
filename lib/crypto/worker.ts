/**
 * The crypto worker: one self-contained script without network, whose role is its name. Proxies only.
 *   vault   holds every key; answers VaultApi
 *   file    holds one file's key at a time, taken from the vault over a port; answers FileCipherApi
 *   hash    hashes the bytes of the file that a file worker seals or opens; holds no key
 *   argon   stretches one passphrase for the vault over a port, then ends, since its memory is never given back
 */
import { z } from "zod";
import { stretchHere, type StretchJob } from "./argon";
import { FileCipher, takeGrant } from "./file-grant";
import { hashHere, hashOver, serveHash } from "./original-hash";
import { serve, type Endpoint } from "./rpc";
import { readySodium } from "./sodium";
import { createVault } from "./vault/create-vault";

// the worker's policy forbids eval: do not even try it
z.config({ jitless: true });

const scope = self as unknown as Endpoint & { readonly name: string; close(): void };

const ROLES: Readonly<Record<string, () => void>> = {
  vault: () => serve(scope, { ...createVault() }),
  file: () => {
    let cipher: FileCipher | null = null;
    let startHash = hashHere;
    const live = async (): Promise<FileCipher> => (await readySodium(), cipher ?? Promise.reject(new Error("no key yet")));
    serve(
      scope,
      {
        hashOver: (port: MessagePort) => void (startHash = hashOver(port)),
        take: (port: MessagePort) => void (cipher = new FileCipher(takeGrant(port), startHash)),
        drop: async () => {
          await cipher?.wipe();
          cipher = null;
        },
        sealRange: async (input: Parameters<FileCipher["sealRange"]>[0]) => (await live()).sealRange(input),
        catchUp: async (input: Parameters<FileCipher["catchUp"]>[0]) => (await live()).catchUp(input),
        digests: async (input: Parameters<FileCipher["digests"]>[0]) => (await live()).digests(input),
        openChunk: async (input: Parameters<FileCipher["openChunk"]>[0]) => (await live()).openChunk(input),
        openAnyChunk: async (input: Parameters<FileCipher["openAnyChunk"]>[0]) => (await live()).openAnyChunk(input),
      },
      new Set(["sealRange", "openChunk", "openAnyChunk"]),
    );
  },
  hash: () => serve(scope, { lend: (port: MessagePort) => readySodium().then(() => { serveHash(port); }) }),
  argon: () =>
    serve(scope, {
      lend: (port: MessagePort) =>
        serve(port, {
          stretch: async (job: StretchJob) => {
            await readySodium();
            const stretched = await stretchHere(job);
            setTimeout(() => scope.close(), 0);
            return stretched;
          },
        }),
    }),
};

ROLES[scope.name]?.();
