import { describe, expect, it } from "vitest";
import { isStale } from "./install.mjs";

const lock = {
  packages: {
    "": {},
    "node_modules/next": { version: "2.0.0" },
    "node_modules/vitest": { version: "1.0.0", dev: true },
    "node_modules/for-another-system": { version: "1.0.0", optional: true },
  },
};
const installed = (packages: Record<string, { version: string }>) => ({ packages });

describe("what is installed", () => {
  it("is enough to serve without the packages of the tests, but not to test", () => {
    const served = installed({ "node_modules/next": { version: "2.0.0" } });
    expect(isStale(lock, served, { development: false })).toBe(false);
    expect(isStale(lock, served, { development: true })).toBe(true);
  });

  it("is stale when a version differs from the lock file", () => {
    const older = installed({ "node_modules/next": { version: "1.9.0" }, "node_modules/vitest": { version: "1.0.0" } });
    expect(isStale(lock, older, { development: true })).toBe(true);
  });
});
