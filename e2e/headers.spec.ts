/** The headers of every surface, asked of the running server (docs/delivery.md). */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { expect, test } from "./fixtures/server";

const tableSchema = z.object({ policies: z.record(z.string(), z.string()) });

async function readPolicies(): Promise<Record<string, string>> {
  const path = fileURLToPath(new URL("../.next/sealpost-headers.json", import.meta.url));
  return tableSchema.parse(JSON.parse(await readFile(path, "utf8"))).policies;
}

test("every page and file carries its own policy and is isolated", async ({ server }) => {
  const policies = await readPolicies();
  for (const [path, policy] of Object.entries(policies)) {
    const answer = await fetch(server.url + path);
    await answer.body?.cancel();
    expect.soft(answer.headers.get("content-security-policy"), path).toBe(policy);
    expect.soft(answer.headers.get("cross-origin-opener-policy"), path).toBe("same-origin");
    expect.soft(answer.headers.get("cross-origin-embedder-policy"), path).toBe("require-corp");
    expect.soft(answer.headers.get("cross-origin-resource-policy"), path).toBe("same-origin");
    expect.soft(answer.headers.get("referrer-policy"), path).toBe("no-referrer");
    expect.soft(answer.headers.get("x-content-type-options"), path).toBe("nosniff");
    expect.soft(answer.headers.get("permissions-policy"), path).toContain("camera=()");
    expect.soft(answer.headers.get("x-powered-by"), path).toBeNull();
  }
});

test("no page may run a script, load a style or send a form that is not ours", async () => {
  const pages = Object.entries(await readPolicies()).filter(([path]) => !path.includes("."));
  expect(pages.length).toBeGreaterThan(1);
  for (const [path, policy] of pages) {
    expect(policy, path).toMatch(/^default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'/);
    expect(policy, path).toMatch(/script-src 'self'( 'sha256-[A-Za-z0-9+/]{43}=')+$/);
    expect(policy, path).not.toMatch(/unsafe|https?:|\*|data:/);
  }
});

test("the crypto worker reaches no network, and the preview frame only what it is handed", async () => {
  const policies = await readPolicies();
  expect(policies["/crypto-worker.js"]).toBe("default-src 'none'; script-src 'wasm-unsafe-eval'");
  const frame = policies["/preview-frame.html"];
  expect(frame).toContain("sandbox allow-scripts");
  expect(frame).toContain("connect-src 'none'");
  expect(frame).toContain("frame-ancestors 'self'");
});

test("an answer of the API is never a page, and is never kept", async ({ server }) => {
  for (const [method, path] of [["GET", "/api/health"], ["GET", "/api/me"], ["GET", "/api/nothing"], ["DELETE", "/api/health"]] as const) {
    const answer = await fetch(server.url + path, { method });
    await answer.body?.cancel();
    expect.soft(answer.headers.get("content-security-policy"), path).toBe("default-src 'none'; sandbox");
    expect.soft(answer.headers.get("cache-control"), path).toContain("no-store");
    expect.soft(answer.headers.get("x-content-type-options"), path).toBe("nosniff");
  }
});

test("behind TLS the browser is told to stay there", async ({ server }) => {
  const plain = await fetch(server.url);
  expect(plain.headers.get("strict-transport-security")).toBeNull();
  const secure = await fetch(server.url, { headers: { "x-forwarded-proto": "https" } });
  expect(secure.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
});

test("pages run isolated and without a complaint", async ({ openProfile }) => {
  const { page } = await openProfile();
  for (const path of Object.keys(await readPolicies()).filter((name) => !name.includes(".") && !name.startsWith("/_"))) {
    await page.goto(path);
    expect(await page.evaluate(() => window.crossOriginIsolated), path).toBe(true);
  }
});
