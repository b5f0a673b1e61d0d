import { defineConfig } from "vitest/config";

/** `npm run test:desk`: cleaned files under the eyes of other people's programs. Not part of the ordinary run, since those must be installed. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["lib/clean/desk/**/*.desk.ts"],
    passWithNoTests: false,
    retry: 0,
    testTimeout: 120_000,
    maxWorkers: 2,
  },
});
