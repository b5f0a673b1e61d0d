import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { database, db, inTransaction, openPGlite } from "@/lib/server/db";
import { applyMigrations, diffSchema } from "./migrate";
import { emptyTables, onEachDatabase } from "./testing/databases";

const folder = fileURLToPath(new URL(".", import.meta.url));

onEachDatabase("migrations", () => {
  it("leave nothing to apply the second time", async () => {
    expect(await applyMigrations(database().adapter, folder)).toEqual([]);
  });

  it("write the table that `prisma migrate deploy` reads", async () => {
    const rows = await db().$queryRaw<{ finished: boolean }[]>`
      SELECT finished_at IS NOT NULL AS finished FROM "_prisma_migrations"`;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.finished)).toBe(true);
  });

  it("keep bytes as they are", async () => {
    const value = new Uint8Array([0, 255, 1, 128]);
    await db().serverSecret.create({ data: { name: "test", value } });
    const row = await db().serverSecret.findUniqueOrThrow({ where: { name: "test" } });
    expect(new Uint8Array(row.value)).toEqual(value);
    await emptyTables();
    expect(await db().serverSecret.count()).toBe(0);
  });

  it("a transaction that fails leaves nothing", async () => {
    const work = inTransaction(async (tx) => {
      await tx.serverSecret.create({ data: { name: "half", value: new Uint8Array(1) } });
      throw new RangeError("stop");
    });
    await expect(work).rejects.toThrow(RangeError);
    expect(await db().serverSecret.findUnique({ where: { name: "half" } })).toBeNull();
  });

  it("of racing read-then-write transactions each sees the one before", async () => {
    await db().serverSecret.create({ data: { name: "count", value: new Uint8Array([0]) } });
    const increment = () =>
      inTransaction(async (tx) => {
        const row = await tx.serverSecret.findUniqueOrThrow({ where: { name: "count" } });
        const value = new Uint8Array([(row.value[0] ?? 0) + 1]);
        await tx.serverSecret.update({ where: { name: "count" }, data: { value } });
      });
    await Promise.all([increment(), increment(), increment()]);
    const row = await db().serverSecret.findUniqueOrThrow({ where: { name: "count" } });
    expect(row.value[0]).toBe(3);
  });
});

describe("the migration author's command", () => {
  let copy = "";
  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), "sealpost-migrate-"));
    await cp(join(folder, "schema.prisma"), join(copy, "schema.prisma"));
    await cp(join(folder, "migrations"), join(copy, "migrations"), { recursive: true });
  });
  afterEach(() => rm(copy, { recursive: true }));

  it("finds no drift between the migrations and schema.prisma", async () => {
    const shadow = openPGlite();
    expect(await diffSchema(shadow.adapter, copy)).toBeUndefined();
    await shadow.close();
  });

  it("sees a model that no migration makes", async () => {
    await writeFile(join(copy, "schema.prisma"), 'datasource db {\n provider = "postgresql"\n}\nmodel Odd {\n id Int @id\n}\n');
    const shadow = openPGlite();
    expect(await diffSchema(shadow.adapter, copy)).toContain('CREATE TABLE "Odd"');
    await shadow.close();
  });

  it("a migration with an error in it stops the start instead of counting as applied", async () => {
    await mkdir(join(copy, "migrations", "99999999999999_broken"));
    await writeFile(join(copy, "migrations", "99999999999999_broken", "migration.sql"), "CREATE TABLE nonsense (x nosuchtype);");
    const open = openPGlite();
    await expect(applyMigrations(open.adapter, copy)).rejects.toThrow();
    await open.close();
  });
});
