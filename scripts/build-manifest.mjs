/** After `next build`: checks that every page is static, and writes the header table and the manifest of delivery. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policyOf } from "./inline-page.mjs";
import { buildHeaderTable } from "./header-table.mjs";
import { listFiles } from "./source-hash.mjs";

export function describeBuild(root, buildId) {
  const paths = findPages(root);
  const pages = new Map(paths.map((path) => [path, readFileSync(pageFile(root, path), "utf8")]));
  const files = new Map(listFiles(root, "public").map((path) => [path.slice("public".length), readFileSync(join(root, path))]));
  const headers = buildHeaderTable({ pages, files, policyOf });
  writeFileSync(join(root, ".next/sealpost-headers.json"), JSON.stringify(headers, null, 2));
  const manifest = { version: 1, buildId, files: hashDelivered(root, files), headers: sha256(JSON.stringify(headers)) };
  writeFileSync(join(root, ".next/sealpost-manifest.json"), JSON.stringify(manifest, null, 2));
  return paths.length;
}

/**
 * Next prerenders a page of its own for an error outside every layout, with inline styles. It is shown in place of
 * another page, under that page's policy, which leaves its text and drops its styles.
 */
const LAST_RESORT = "/_global-error";

/** Addresses of all pages. Throws an Error that names those that are not prerendered. */
function findPages(root) {
  const read = (name) => JSON.parse(readFileSync(join(root, ".next", name), "utf8"));
  const routes = Object.entries(read("app-path-routes-manifest.json"));
  const pages = routes.filter(([file]) => file.endsWith("/page")).map(([, address]) => address);
  const prerendered = read("prerender-manifest.json").routes;
  const dynamic = pages.filter((address) => prerendered[address]?.initialRevalidateSeconds !== false);
  if (dynamic.length > 0) throw new Error(`not prerendered as static: ${dynamic.join(", ")}`);
  return pages.filter((address) => address !== LAST_RESORT);
}

function pageFile(root, address) {
  return join(root, ".next/server/app", `${address === "/" ? "/index" : address}.html`);
}

/** address → SHA-256 (hex) of every file that a browser can be given. */
function hashDelivered(root, publicFiles) {
  const hashes = {};
  for (const [address, bytes] of publicFiles) hashes[address] = sha256(bytes);
  for (const path of listFiles(root, ".next/static")) {
    hashes[path.replace(/^[.]next[/]/, "/_next/")] = sha256(readFileSync(join(root, path)));
  }
  for (const path of listFiles(root, ".next/server/app").filter((name) => /[.](html|rsc|body)$/.test(name))) {
    hashes[path.slice(".next/server/app".length)] = sha256(readFileSync(join(root, path)));
  }
  return Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
