/** Plants one violation of each import rule in a small tree of its own and sees that rule, and no other tree, caught. */
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { checkRules } from "./rules.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const named = z.array(z.object({ name: z.string() }));
const ruleFile = z
  .object({ forbidden: named, required: named })
  .parse(createRequire(import.meta.url)("../.dependency-cruiser.cjs"));
const ruleNames = [...ruleFile.forbidden, ...ruleFile.required].map((rule) => rule.name).sort();
const SERVER_ONLY = 'import "server-only";\n';

/** file → what it imports; every room is there, and nothing is forbidden. */
const CLEAN: Record<string, string[]> = {
  "lib/shared/result.ts": [],
  "lib/format/card.ts": ["@/lib/shared/result"],
  "lib/domain/state.ts": ["@/lib/format/card"],
  "lib/wire/move.ts": ["@/lib/domain/state"],
  "lib/crypto/sodium.ts": ["libsodium-wrappers-sumo", "@/lib/format/card"],
  "lib/crypto/worker.ts": ["./sodium"],
  "lib/crypto/index.ts": ["@/lib/format/card"],
  "lib/client/upload-evidence.ts": ["tus-js-client", "@/lib/crypto/index", "@/lib/wire/move"],
  "lib/server/db.ts": ["@prisma/client", "@electric-sql/pglite", "@/prisma/generated/client"],
  "lib/server/session.ts": ["next-auth", "./db"],
  "lib/server/uploads/store.ts": ["@tus/server"],
  "lib/server/uploads/bucket-client.ts": ["aws4fetch"],
  "lib/ui/button.ts": ["@/lib/shared/result"],
  "app/page.ts": ["@/lib/client/upload-evidence", "@/lib/ui/button"],
  "app/api/health/route.ts": ["@/lib/server/session", "@/lib/wire/move"],
  "prisma/generated/client.ts": ["@prisma/client"],
  "prisma/migrate.ts": ["@prisma/schema-engine-wasm"],
  "lib/server/testing/helper.ts": ["@/lib/crypto/sodium"],
};

/** rule → [file, import] that breaks it. */
const PLANTED: Record<string, [string, string]> = {
  "room-shared": ["lib/shared/bad.ts", "@/lib/format/card"],
  "room-format": ["lib/format/bad.ts", "@/lib/domain/state"],
  "room-domain": ["lib/domain/bad.ts", "@/lib/wire/move"],
  "room-wire": ["lib/wire/bad.ts", "@/lib/crypto/sodium"],
  "room-crypto": ["lib/crypto/bad.ts", "@/lib/wire/move"],
  "room-client": ["lib/client/bad.ts", "@/app/page"],
  "room-clean": ["lib/clean/bad.ts", "@/app/page"],
  "room-server": ["lib/server/bad.ts", "@/lib/ui/button"],
  "room-ui": ["lib/ui/bad.ts", "@/lib/domain/state"],
  "one-importer-libsodium-wrappers-sumo": ["lib/crypto/bad-sodium.ts", "libsodium-wrappers-sumo"],
  "one-importer--prisma-client": ["lib/server/bad-prisma.ts", "@prisma/client"],
  "one-importer--electric-sql-pglite": ["lib/server/bad-pglite.ts", "@electric-sql/pglite"],
  "one-importer--prisma-schema-engine-wasm": ["prisma/bad-engine.ts", "@prisma/schema-engine-wasm"],
  "one-importer--tus-": ["lib/server/bad-tus.ts", "@tus/server"],
  "one-importer-any-ascii": ["lib/domain/bad-letters.ts", "any-ascii"],
  "one-importer-pg": ["lib/server/bad-pg.ts", "pg"],
  "one-importer-aws-fetch": ["lib/server/uploads/bad-aws.ts", "aws4fetch"],
  "one-importer-tus-js-client": ["lib/client/bad-tus.ts", "tus-js-client"],
  "one-importer-next-auth": ["lib/server/bad-auth.ts", "next-auth"],
  "one-importer-generated-client": ["lib/server/bad-generated.ts", "@/prisma/generated/client"],
  "server-never-reaches-keys": ["app/api/bad/route.ts", "@/app/page"],
  "browser-never-reaches-server": ["app/bad/page.ts", "@/app/api/health/route"],
  "page-never-loads-the-library": ["app/bad-sodium/page.ts", "@/lib/crypto/sodium"],
  "app-never-touches-the-database": ["app/api/bad-database/route.ts", "@/lib/server/db"],
  "nobody-imports-a-worker": ["lib/crypto/bad-worker.ts", "./worker"],
  "nothing-ships-a-test": ["lib/server/bad-test.ts", "./testing/helper"],
  "no-development-package": ["lib/format/bad-package.ts", "fast-check"],
  "no-cycle": ["lib/shared/bad-cycle-a.ts", "./bad-cycle-b"],
  "no-missing-file": ["lib/shared/bad-missing.ts", "./nowhere"],
  "server-only": ["lib/server/bad-unmarked.ts", "@/lib/wire/move"],
};

let folder = "";

async function plant(path: string, imports: readonly string[], head = ""): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  const lines = imports.map((name, index) => `import * as name${index} from "${name}";\nexport { name${index} };\n`);
  await writeFile(target, `${head}${lines.join("")}export const here = 1;\n`);
}

describe("import rules", () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sealpost-rules-"));
    for (const name of ["package.json", "tsconfig.json", ".dependency-cruiser.cjs"]) await cp(join(root, name), join(folder, name));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    for (const [path, imports] of Object.entries(CLEAN)) {
      await plant(path, imports, path.startsWith("lib/server/") ? SERVER_ONLY : "");
    }
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("let a tree that keeps them pass, and see its files", () => {
    const { cruised, violations } = checkRules(folder);
    expect(violations).toEqual([]);
    expect(cruised).toBeGreaterThanOrEqual(Object.keys(CLEAN).length);
  });

  it("each catch a planted violation", async () => {
    expect(Object.keys(PLANTED).sort()).toEqual(ruleNames);
    for (const [rule, [path, imported]] of Object.entries(PLANTED)) {
      await plant(path, [imported], path.startsWith("lib/server/") && rule !== "server-only" ? SERVER_ONLY : "");
    }
    await plant("lib/shared/bad-cycle-b.ts", ["./bad-cycle-a"]);
    const { violations } = checkRules(folder);
    const caught = new Set(violations.map(({ rule, from }) => `${rule}: ${from}`));
    const missed = Object.entries(PLANTED).map(([rule, [path]]) => `${rule}: ${path}`).filter((line) => !caught.has(line));
    expect(missed).toEqual([]);
  });

  it("cruise nothing where there is nothing, which `npm run rules` reports as a failure", async () => {
    for (const name of ["lib", "app", "prisma"]) await rm(join(folder, name), { recursive: true });
    await mkdir(join(folder, "lib"));
    await writeFile(join(folder, "next-env.d.ts"), "export {};\n");
    expect(checkRules(folder).cruised).toBe(0);
  });
});
