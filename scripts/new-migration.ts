/** `npm run migration -- name`: writes the SQL that leads from the migrations to prisma/schema.prisma. */
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { openPGlite } from "@/lib/server/db";
import { diffSchema } from "@/prisma/migrate";

const folder = fileURLToPath(new URL("../prisma", import.meta.url));
const name = process.argv[2] ?? "";

async function main(): Promise<void> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error("Give the migration a name: npm run migration -- add_something");
  const shadow = openPGlite();
  const sql = await diffSchema(shadow.adapter, folder);
  await shadow.close();
  if (sql === undefined) {
    console.log("The migrations already lead to prisma/schema.prisma.");
    return;
  }
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const target = `${folder}/migrations/${stamp}_${name}`;
  await mkdir(target);
  await writeFile(`${target}/migration.sql`, sql);
  console.log(`Wrote prisma/migrations/${stamp}_${name}/migration.sql. Read it before you commit it.`);
}

await main();
// The engine leaves its own shadow database open.
process.exit(0);
