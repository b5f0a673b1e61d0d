/** In a page of the portal, or of a plain tus server: signs in, sends the file of the page's file input. */
import { Upload } from "tus-js-client";
import { createBrowserClient } from "../../lib/client/browser-client";
import { readEvidence } from "../../lib/client/download-evidence";
import { createDossier } from "../../lib/client/edit-draft";
import { signIn } from "../../lib/client/sign-in";
import { recordSent, registerFile, startUpload } from "../../lib/client/upload-evidence";
import { keepBlobs } from "../../lib/client/keep-blobs";
import type { PublicFile } from "../../lib/crypto/api";
import type { Client } from "../../lib/client/client";
import type { Result } from "../../lib/shared/result";

/** `cth`: the tree hash of what was sealed, empty for a plain upload. */
export type Sent = { readonly ms: number; readonly id: string; readonly cth: string };

let signedIn: Client | null = null;

function demandOk<V>(result: Result<V>): V {
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

/** Places an input to which the debugger gives a file. */
function placeInput(): void {
  document.querySelector("input[data-bench]")?.remove();
  const input = Object.assign(document.createElement("input"), { type: "file" });
  input.dataset["bench"] = "";
  document.body.append(input);
}

function chosenFile(): File {
  const file = document.querySelector<HTMLInputElement>("input[data-bench]")?.files?.[0];
  if (file === undefined) throw new Error("no file was chosen");
  return file;
}

async function enter(handle: string, secret: string): Promise<void> {
  const client = createBrowserClient((lie) => {
    throw new Error(lie);
  });
  demandOk(await signIn(client, { handle, kind: "pw", secret }));
  signedIn = client;
}

/** From the choice of the file to the checked receipt. */
async function sendSealed(): Promise<Sent> {
  if (signedIn === null) throw new Error("nobody is signed in");
  const file = chosenFile();
  const { dossierId } = demandOk(await createDossier(signedIn));
  const began = performance.now();
  const registered = await registerFile(signedIn, { dossierId, compartment: "c", file, name: "bench.bin", derivedFrom: null });
  const nothing = () => undefined;
  const sending = startUpload(signedIn, registered, file, { onProgress: nothing, onCreated: nothing, onConnected: nothing });
  const done = await recordSent(signedIn, demandOk(await sending.done));
  sent = { dossierId, file: done };
  return { ms: performance.now() - began, id: done.blob ?? "", cth: done.cth ?? "" };
}

let sent: { readonly dossierId: string; readonly file: PublicFile } | null = null;

/** Reads the file that was sent back through the checks of a download; answers its SHA-256, which they vouch for. */
async function fetchBack(): Promise<{ readonly ms: number; readonly sha256: string; readonly bytes: number }> {
  if (signedIn === null || sent === null) throw new Error("nothing was sent");
  demandOk(await keepBlobs(signedIn, sent.dossierId, [sent.file]));
  const began = performance.now();
  const reader = readEvidence(signedIn, sent.dossierId, sent.file).getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
  }
  return { ms: performance.now() - began, sha256: sent.file.sha256 ?? "", bytes };
}

/** As tus-js-client does it by itself. */
function sendPlain(): Promise<Sent> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const upload = new Upload(chosenFile(), {
      endpoint: "/files",
      storeFingerprintForResuming: false,
      onError: reject,
      onSuccess: () => resolve({ ms: performance.now() - began, id: upload.url?.split("/").at(-1) ?? "", cth: "" }),
    });
    upload.start();
  });
}

Object.assign(globalThis, { bench: { placeInput, enter, sendSealed, sendPlain, fetchBack } });
