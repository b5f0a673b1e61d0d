import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      // The real package throws outside a server bundle; the import rules do its work for tests.
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    environment: "node",
    include: ["lib/**/*.test.{ts,tsx}", "app/**/*.test.{ts,tsx}", "prisma/**/*.test.ts", "scripts/**/*.test.ts"],
    globalSetup: ["prisma/testing/empty-pglite.ts"],
    setupFiles: ["scripts/testing/next-environment.ts", "scripts/testing/fail-on-console.ts"],
    // Where the checks are run for everybody, a test that cannot run has failed.
    provide: { isCi: process.env["CI"] === "true", cleanMutations: Number(process.env["CLEAN_MUTATIONS"] ?? 20) },
    passWithNoTests: false,
    retry: 0,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
