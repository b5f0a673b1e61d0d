/** One invented coalition for all faults: its researcher in a browser, and on another device what the server holds of her files. */
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import type { Client } from "../../lib/client/client";
import { readEvidence } from "../../lib/client/download-evidence";
import { loadDraft, readCapHeader } from "../../lib/client/edit-draft";
import { createNodeClient } from "../../lib/client/node-client";
import { signIn as signInToClient } from "../../lib/client/sign-in";
import { syncLogs } from "../../lib/client/sync-logs";
import type { PublicFile } from "../../lib/crypto/api";
import { decodeKeep } from "../../lib/format/keep";
import { toHex } from "../../lib/shared/bytes";
import type { Result } from "../../lib/shared/result";
import { dossier } from "../../lib/wire/dossiers";
import { personAs, startDemo, type DemoPerson } from "../fixtures/demo";
import { sha256Of, type EvidenceFile } from "../fixtures/evidence-files";
import { goTo, signIn } from "../fixtures/people";
import { expect, newProfile, test as base, type RunningServer } from "../fixtures/server";
import { beginDossier, openSection } from "../fixtures/writing";

/** Signing in and waiting for the line take their time. */
export const FAULT_MS = 5 * 60_000;
/** An upload that stands still for a while on the way back to the line is not over. */
const UPLOAD_MS = 2 * 60_000;
/** The request that begins an upload. */
export const CREATE = /^POST \/api\/uploads /;
/** A request that carries bytes of an upload. */
export const PATCH = /^PATCH \/api\/uploads\//;

/** The researcher's browser. Signing in takes seconds on purpose, so that she stays signed in from one fault to the next. */
export type Desk = {
  readonly context: BrowserContext;
  page: Page;
};
type Fixtures = {
  /** Signed in, at a new draft. */
  readonly desk: Desk;
  /** For the files of one test. */
  readonly folder: string;
};
type Demo = {
  readonly server: RunningServer;
  readonly people: readonly DemoPerson[];
  /** The researcher's other device. */
  readonly reader: Client;
  readonly profile: Desk & { readonly complaints: string[] };
};

function demandOk<V>(result: Result<V>): V {
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

export const test = base.extend<Fixtures, { readonly demo: Demo }>({
  demo: [
    async ({ browser }, use) => {
      const { server, people } = await startDemo();
      const reader = await createNodeClient(server.url);
      const { handle, passphrase } = personAs(people, "Researcher");
      demandOk(await signInToClient(reader, { handle, kind: "pw", secret: passphrase }));
      const profile = await newProfile(await browser.newContext({ baseURL: server.url }));
      await enter(profile.page, people);
      await use({ server, people, reader, profile });
      await profile.context.close();
      await server.discard();
    },
    { scope: "worker", timeout: FAULT_MS },
  ],
  folder: async ({ browserName: _browser }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "sealpost-faults-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  desk: async ({ demo: { profile } }, use) => {
    profile.complaints.length = 0;
    await beginDossier(profile.page);
    await use(profile);
    expect(profile.complaints.filter((complaint) => !FAULTY.test(complaint))).toEqual([]);
  },
});

/** What a browser writes of requests that a fault met. */
const FAULTY = /^Failed to load resource: (net::ERR_|the server responded with a status of 5\d\d)/;

export async function enter(page: Page, people: readonly DemoPerson[]): Promise<void> {
  await page.goto("/sign-in");
  await signIn(page, personAs(people, "Researcher"));
}

/** `size` random bytes. */
export async function makeFile(folder: string, name: string, size: number): Promise<EvidenceFile> {
  const path = join(folder, name);
  await writeFile(path, randomBytes(size));
  return { name, path, sha256: await sha256Of(path) };
}

/** The id of the dossier that this page writes. */
export function dossierOf(page: Page): string {
  return new URL(page.url()).searchParams.get("d") ?? "";
}

/** Opens a draft at its files. */
export async function openFiles(page: Page, dossierId: string): Promise<void> {
  await goTo(page, "Write");
  await page.locator(`a[href="/write?d=${dossierId}"]`).click();
  await openSection(page, "Evidence");
}

/** Until as many files are done, and the draft that says so is at the server. */
export async function expectDone(page: Page, count = 1, timeout = UPLOAD_MS): Promise<void> {
  await expect(page.getByText(/Done, /)).toHaveCount(count, { timeout });
  // A draft that met a dead line is tried again every five seconds, and the line may refuse it several times.
  await expect(page.getByText(/^Saved at/)).toBeVisible({ timeout });
}

/** Goes on with the one file that was begun before. */
export async function giveAgain(page: Page, { path }: EvidenceFile): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Give the file again" }).click()]);
  await chooser.setFiles(path);
}

/** The draft's finished files as any device of the author has them. */
async function filesAtServer(reader: Client, dossierId: string): Promise<readonly PublicFile[]> {
  demandOk(await syncLogs(reader));
  return demandOk(await loadDraft(reader, dossierId)).plain?.files.filter(({ cth }) => cth !== null) ?? [];
}

/** Blobs that the server may not let expire. */
async function keptAtServer(reader: Client, dossierId: string): Promise<readonly string[]> {
  const { keep } = demandOk(await reader.api.get(`/api/dossiers/${dossierId}`, dossier, await readCapHeader(reader, dossierId)));
  return keep === undefined ? [] : demandOk(decodeKeep(keep.body)).blobs.map(toHex);
}

/**
 * SHA-256 of each finished file, over what the server gives back and our own program opens, in the order of the hashes. Whatever
 * happened on the way, what is done is kept.
 */
export async function hashesAtServer(reader: Client, dossierId: string): Promise<string[]> {
  const files = await filesAtServer(reader, dossierId);
  const blobs = files.flatMap(({ blob }) => blob ?? []);
  await expect.poll(() => keptAtServer(reader, dossierId), { message: "what is done is kept" }).toEqual(expect.arrayContaining(blobs));
  const hashes: string[] = [];
  for (const file of files) {
    const hash = createHash("sha256");
    for await (const bytes of readEvidence(reader, dossierId, file, null)) hash.update(bytes);
    hashes.push(hash.digest("hex"));
  }
  return hashes.sort();
}
