/** Builds verify.html: the page inside every package that checks it, in one file that works without a network. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asInlineScript, bundleScript, hashSource, writePage } from "./inline-page.mjs";

const folder = fileURLToPath(new URL("../lib/client/package/verify/", import.meta.url));

/** The whole file as text; the same for the same sources. */
export async function buildVerifyPage() {
  const script = asInlineScript(await bundleScript(join(folder, "main.ts")));
  return writePage({
    title: "Check a package",
    script,
    style: (await readFile(join(folder, "verify.css"), "utf8")).trim(),
    body: '<main id="verify"></main>',
    sources: [`script-src ${hashSource(script)}`],
  });
}
