/** The package as its recipient has it: files on a disk, a browser, and no network. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { build } from "esbuild";
import { buildVerifyPage } from "../scripts/build-verify-page.mjs";
import { expect, test } from "./fixtures/server";

const require = createRequire(import.meta.url);

let folder = "";
let whole: Uint8Array = new Uint8Array();

/** The package of the unit tests, made by the code that the browser runs. */
async function makePackage(): Promise<Uint8Array> {
  const contents = `
    import { readFileSync } from "node:fs";
    import { buildToBytes, fileOf, packageDossier, packageInput } from "./lib/client/package/testing/sample-package";
    export async function make(verifyPage) {
      const photo = Uint8Array.from(readFileSync("lib/clean/fixtures/camera.jpg"));
      const dossier = packageDossier((fids) => fids.map((fid) => fileOf(fid, "image/jpeg", photo)));
      return (await buildToBytes({ ...packageInput([dossier]), verifyPage: new TextEncoder().encode(verifyPage) })).bytes;
    }`;
  const outfile = join(folder, "make.mjs");
  await build({ stdin: { contents, resolveDir: process.cwd(), loader: "ts" }, bundle: true, platform: "node", format: "esm", outfile, logLevel: "error" });
  const { make } = (await import(pathToFileURL(outfile).href)) as { make: (verifyPage: string) => Promise<Uint8Array> };
  return make(await buildVerifyPage());
}

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sealpost-package-"));
  whole = await makePackage();
  await writeFile(join(folder, "package.zip"), whole);
  execFileSync("unzip", ["-q", "package.zip", "-d", "unpacked"], { cwd: folder });
  const changed = whole.slice();
  const at = Buffer.from(changed).indexOf("CanaryMake");
  changed[at] = (changed[at] ?? 0) ^ 1;
  await writeFile(join(folder, "changed.zip"), changed);
});

test.afterAll(async () => {
  await rm(folder, { recursive: true });
});

const unpacked = (name: string): string => pathToFileURL(join(folder, "unpacked", name)).href;

async function expectNoViolations(page: Page): Promise<void> {
  // The documents forbid every script, so axe comes in past their policy, as an extension would.
  await page.evaluate(await readFile(require.resolve("axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate("axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')))");
  expect(found).toEqual([]);
}

async function checkPackages(page: Page): Promise<void> {
  const chooser = page.locator('input[type="file"]');
  await chooser.setInputFiles(join(folder, "package.zip"));
  await expect(page.getByText("The package is whole.").first()).toBeVisible();
  await expect(page.getByText(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)).toBeVisible();
  await expect(page.getByText("Names of the submitting organisations, their contacts and partners")).toBeVisible();
  await expect(page.getByText("exhibits/Exhibit-1-01.jpg").first()).toBeVisible();
  await expectNoViolations(page);
  await chooser.setInputFiles(join(folder, "changed.zip"));
  await expect(page.getByText("The package is not whole.").first()).toBeVisible();
  await expect(page.getByText("A file was changed: exhibits/Exhibit-1-01.jpg")).toBeVisible();
  await expectNoViolations(page);
}

test("verify.html, opened from the disk without a network, passes the package and names the member in which one byte changed", async ({ page, context }) => {
  await context.setOffline(true);
  const requested: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  await page.goto(unpacked("verify.html"));
  await checkPackages(page);
  expect(requested.filter((url) => !url.startsWith("blob:"))).toEqual([unpacked("verify.html")]);
});

test("a package dropped onto verify.html is checked", async ({ page }) => {
  await page.goto(unpacked("verify.html"));
  const dropped = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(bytes)], "package.zip"));
    return transfer;
  }, [...whole]);
  await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
  await expect(page.getByText("The package is whole.").first()).toBeVisible();
});

test("cover and memo are readable by everyone, lead to the exhibit, and load nothing", async ({ page }) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  await page.goto(unpacked("00-cover.html"));
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Memo" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("recommending sanctions");
  await expectNoViolations(page);
  expect(requested).toEqual([unpacked("00-cover.html"), unpacked("memos/01-memo.html")]);
  await page.getByRole("link", { name: "Exhibit-1-01.jpg" }).click();
  await expect(page).toHaveURL(unpacked("exhibits/Exhibit-1-01.jpg"));
});

test("the page /verify judges alike, and works offline once loaded", async ({ page, context, server }) => {
  await page.goto(`${server.url}/verify`);
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await checkPackages(page);
});
