/**
 * inspect IN: lists what a file gives away besides its content, as JSON. clean IN OUT: writes a copy without it.
 * Ends with 0 when OUT was written or the list was made, with 3 and no OUT when the file cannot be cleaned, with 1 when it could not be
 * read or written, with 2 when it was called in another way.
 */
import { createWriteStream, openAsBlob } from "node:fs";
import { access, rename, rm } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { localCleaner } from "@/lib/clean/cleaner";
import words from "@/messages/en/clean.json";

const [verb = "", ...paths] = process.argv.slice(2);
/** npm runs a script in the project's folder; paths are meant from where it was called. */
const [source = "", target = ""] = paths.map((path) => resolve(process.env["INIT_CWD"] ?? "", path));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const readable = (path: string): Promise<boolean> => access(path).then(() => true, () => false);

async function inspect(): Promise<number> {
  const { kind, findings, remains, fault } = await localCleaner.inspect(await openAsBlob(source), basename(source));
  const report = {
    kind: words.kind[kind],
    findings: findings.map(({ what, detail, severity, where }) => ({ what: words.finding[what], detail, where, severity })),
    remains: remains.map((id) => words.remains[id]),
    cleanable: fault === null ? "yes" : words.fault[fault],
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return 0;
}

async function clean(): Promise<number> {
  const cleaned = await localCleaner.clean(await openAsBlob(source));
  if (!cleaned.ok) {
    say(words.fault[cleaned.code]);
    return 3;
  }
  const half = `${target}.part`;
  try {
    await pipeline(Readable.fromWeb(cleaned.value.stream() as ReadableStream), createWriteStream(half, { flags: "wx" }));
    await rename(half, target);
  } catch (cause) {
    await rm(half, { force: true });
    throw cause;
  }
  return 0;
}

async function main(): Promise<number> {
  const asked = verb === "inspect" ? source !== "" && target === "" : verb === "clean" && target !== "";
  if (!asked) {
    say("npm run inspect -- IN\nnpm run clean -- IN OUT");
    return 2;
  }
  if (!(await readable(source))) {
    say("The file that should be read is not there, or may not be read.");
    return 1;
  }
  if (verb === "inspect") return inspect();
  if (await readable(target)) {
    say("There is a file already where the cleaned copy should go. Nothing was changed.");
    return 1;
  }
  return clean();
}

process.exitCode = await main().catch((cause: unknown) => {
  say(`It could not be read or written: ${cause instanceof Error && "code" in cause ? String(cause.code) : "unknown"}.`);
  return 1;
});
