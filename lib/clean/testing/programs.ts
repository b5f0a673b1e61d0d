/** Other people's programs that look at cleaned files: Debian’s exiftool, mat2, ffmpeg and ImageMagick. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanFile } from "../clean-file";
import { readFixture } from "./fixtures";

const PACKAGES: Readonly<Record<string, string>> = {
  exiftool: "libimage-exiftool-perl", mat2: "mat2", ffmpeg: "ffmpeg", ffprobe: "ffmpeg", "/usr/bin/identify": "imagemagick",
};
const MOST_OUTPUT = 64 * 1024 * 1024;

/** Fails with a sentence that says what to install. */
export function demandPrograms(...programs: readonly string[]): void {
  const missing = programs.filter((program) => spawnSync("which", [program]).status !== 0);
  const packages = [...new Set(missing.map((program) => PACKAGES[program] ?? program))];
  if (missing.length > 0) throw new Error(`The desk test needs ${missing.join(", ")}: install Debian’s packages ${packages.join(" ")}.`);
}

export function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", maxBuffer: MOST_OUTPUT, stdio: ["ignore", "pipe", "pipe"] });
}

export interface Pair {
  readonly before: string;
  readonly after: string;
}

/** A fixture and its cleaned copy as files for the time of `look`. */
export async function withPair<T>(fixture: string, look: (pair: Pair) => T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "desk-"));
  try {
    const bytes = await readFixture(fixture);
    const cleaned = await cleanFile(new Blob([bytes]));
    if (!cleaned.ok) throw new Error(`${fixture}: ${cleaned.code}`);
    const pair = { before: join(folder, `before-${fixture}`), after: join(folder, `after-${fixture}`) };
    writeFileSync(pair.before, bytes);
    writeFileSync(pair.after, new Uint8Array(await cleaned.value.arrayBuffer()));
    return look(pair);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All tags that exiftool finds, without those that tell of the file in the file system or are computed from others. */
export function exifTags(path: string): [name: string, value: string][] {
  const told = JSON.parse(run("exiftool", "-json", "-G4:1", "-a", "-u", "--System:all", "--ExifTool:all", "--Composite:all", path)) as Record<string, unknown>[];
  return Object.entries(told[0] ?? {}).filter(([name]) => name !== "SourceFile").map(([name, value]) => [name.split(":").at(-1) ?? "", String(value)]);
}

/** Everything that exiftool says of a file, names and values. */
export function exifText(path: string): string {
  return run("exiftool", "-G1", "-a", "-u", "--System:all", path);
}

/** What mat2 finds; null where it does not know the format. */
export function mat2Tags(path: string): [name: string, value: string][] | null {
  const { stdout, stderr } = spawnSync("mat2", ["--show", path], { encoding: "utf8" });
  if (/is not supported/.test(`${stdout}${stderr}`)) return null;
  const lines = stdout.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("[+]") && !/^No metadata found/i.test(line));
  return lines.map((line) => [/^[^:]*/.exec(line)?.[0] ?? "", line.replace(/^[^:]*:[:\s]*/, "")]);
}

/** A checksum of the pixels of every page or frame. */
export function identifyPixels(path: string): string[] {
  return run("/usr/bin/identify", "-format", "%#\\n", path).split("\n").filter((line) => line !== "");
}

/** Checksums of every decoded frame of the streams that `maps` names. */
export function framesOf(path: string, ...maps: readonly string[]): string[] {
  const lines = run("ffmpeg", "-v", "error", "-i", path, ...maps.flatMap((map) => ["-map", map]), "-f", "framemd5", "-").split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}
