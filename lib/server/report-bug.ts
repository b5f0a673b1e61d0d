import "server-only";

/**
 * One line for the operator: where it broke and what kind of error, with the frames but never the message, which
 * may quote what a user sent.
 */
export function reportBug(where: string, error: unknown): void {
  const name = error instanceof Error ? error.constructor.name : typeof error;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  const frames = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line)) : [];
  process.stderr.write([`broken: ${where}: ${name}${code}`, ...frames.slice(0, 12), ""].join("\n"));
}
