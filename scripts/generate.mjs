/**
 * Generates the Prisma client. `prisma generate` itself is WebAssembly, but the CLI downloads a native schema
 * engine first unless it is told where one is; it never starts it here, so any file will do.
 */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

export function generatePrismaClient() {
  const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
  execFileSync(process.execPath, [cli, "generate", "--schema", "prisma/schema.prisma"], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(import.meta.url),
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generatePrismaClient();
