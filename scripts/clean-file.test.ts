/** The command for scripts and doubters: what it answers, and that it leaves nothing behind where it refuses. */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";

const folder = await mkdtemp(join(tmpdir(), "sealpost-clean-"));
afterAll(() => rm(folder, { recursive: true }));

const PHOTO = fileURLToPath(new URL("../lib/clean/fixtures/camera.jpg", import.meta.url));
const program = fileURLToPath(new URL("clean-file.ts", import.meta.url));

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "--import", "tsx", program, ...words], {
    encoding: "utf8",
    env: { ...process.env, INIT_CWD: folder },
  });
  return { status, stdout, stderr };
}

it("a photograph is listed, cleaned into a file that lists nothing, and its copy is never written over", async () => {
  expect(JSON.parse(run("inspect", PHOTO).stdout)).toMatchObject({ kind: "JPEG picture", cleanable: "yes" });
  expect(run("inspect", PHOTO).stdout).toContain("CanaryOwner");
  expect(run("clean", PHOTO, "copy.jpg")).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(run("inspect", "copy.jpg").stdout)).toMatchObject({ findings: [] });
  const copy = await readFile(join(folder, "copy.jpg"));
  expect(run("clean", PHOTO, "copy.jpg").status).toBe(1);
  expect(await readFile(join(folder, "copy.jpg"))).toEqual(copy);
});

it("what cannot be cleaned ends with 3 and no file, what is not there with 1, another call with 2", async () => {
  await writeFile(join(folder, "note.txt"), "words");
  await writeFile(join(folder, "half.jpg"), (await readFile(PHOTO)).subarray(0, 3000));
  const before = await readdir(folder);
  for (const name of ["note.txt", "half.jpg"]) expect(run("clean", name, "out")).toMatchObject({ status: 3, stderr: expect.stringMatching(/\.\n$/) as string });
  expect(run("clean", "nothing.jpg", "out").status).toBe(1);
  expect(run("clean", "note.txt", "no-folder/out").status).toBe(3);
  expect(run("clean", PHOTO, "no-folder/out").status).toBe(1);
  expect([run(), run("clean", PHOTO), run("inspect"), run("wash", PHOTO, "out")].map(({ status }) => status)).toEqual([2, 2, 2, 2]);
  expect(await readdir(folder)).toEqual(before);
});
