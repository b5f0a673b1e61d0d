/** What an operator sees when the server starts, and when it cannot. */
import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, startServer, test } from "./fixtures/server";

const root = fileURLToPath(new URL("..", import.meta.url));

async function run(script: string, settings: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [script], { cwd: root, env: { ...process.env, ...settings } });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output };
}

test("an empty server gives a set-up link, and another one at the next start", async ({ server }) => {
  const first = server.setupLink();
  expect(first).toMatch(new RegExp(`^${server.url}/setup#v1\\.[\\w-]{43}$`));
  await server.restart();
  expect(server.setupLink()).toMatch(/#v1\.[\w-]{43}$/);
  expect(server.setupLink()).not.toBe(first);
});

test("a server that was killed starts again on the same folder", async ({ server }) => {
  await server.kill();
  await server.restart();
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
});

test("a second server on one data folder is refused in plain words", async ({ server }) => {
  const { code, output } = await run("scripts/serve.mjs", { SEALPOST_DATA: server.dataDir, PORT: "4897" });
  expect(code).toBe(1);
  expect(output).toContain("is in use by another Sealpost process");
  expect(output).not.toMatch(/^\s+at /m);
});

test("a port that is taken is named, with another that may be free", async ({ server }) => {
  const port = new URL(server.url).port;
  const data = await mkdtemp(join(tmpdir(), "sealpost-port-"));
  const { code, output } = await run("scripts/start.mjs", { SEALPOST_DATA: data, PORT: port });
  await rm(data, { recursive: true });
  expect(code).toBe(1);
  expect(output.trim()).toBe(`Port ${port} is taken by another program. Stop that program, or choose another port: PORT=${Number(port) + 1} npm start`);
});

test("a data folder that cannot be written is named", async () => {
  const data = await mkdtemp(join(tmpdir(), "sealpost-folder-"));
  await writeFile(join(data, "file"), "");
  await chmod(data, 0o500);
  const { code, output } = await run("scripts/start.mjs", { SEALPOST_DATA: join(data, "file", "inside"), PORT: "4898" });
  await rm(data, { recursive: true });
  expect(code).toBe(1);
  expect(output).toContain("cannot be written to");
});

test("the server ends at SIGTERM and gives the data folder back", async () => {
  const server = await startServer();
  await server.stop();
  await server.restart();
  await server.discard();
});
