/** Where a package goes while it is built: a chosen file, or a private one of this browser that is offered as a download. */
import { offerDownload, savePicker } from "./save-evidence";

export type PackageSink = {
  readonly stream: WritableStream<Uint8Array>;
  /** After a complete package: hands it over where the stream itself was not the file. */
  release(): Promise<void>;
  /** Removes what is left of it in the browser. */
  discard(): Promise<void>;
};

const SCRATCH_FOLDER = "scratch";

/** Plaintext that an earlier page left behind when it was closed in the middle. */
export async function removeScratch(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(SCRATCH_FOLDER, { recursive: true }).catch(() => undefined);
}

/** null when the person closed the picker. */
export async function openPackageSink(name: string): Promise<PackageSink | null> {
  const pick = savePicker();
  if (pick === null) return scratchSink(name);
  const handle = await pick({ suggestedName: name }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  });
  if (handle === null) return null;
  // What a writable has written replaces the file only when it is closed: an aborted package leaves nothing.
  return { stream: await handle.createWritable(), release: () => Promise.resolve(), discard: () => Promise.resolve() };
}

async function scratchSink(name: string): Promise<PackageSink> {
  await removeScratch();
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(SCRATCH_FOLDER, { create: true });
  const handle = await folder.getFileHandle("package", { create: true });
  return {
    stream: await handle.createWritable(),
    release: async () => offerDownload(await handle.getFile(), name),
    discard: removeScratch,
  };
}
