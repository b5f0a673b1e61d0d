import { join } from "node:path";
import { database } from "@/lib/server/db";
import { startScrubbing } from "@/lib/server/jobs/scrub";
import { startSweeping } from "@/lib/server/jobs/sweep";
import { describeSetup, explainFailure } from "@/lib/server/start-up";
import { evidenceStore } from "@/lib/server/uploads/evidence";
import { applyMigrations } from "@/prisma/migrate";

/** Migrates, makes the evidence store ready, begins to sweep what is over, then tells the operator the set-up link where there is one; ends the process in plain words where it cannot. */
export async function prepareServer(): Promise<void> {
  try {
    await applyMigrations(database().adapter, join(process.cwd(), "prisma"));
    await evidenceStore().prepare();
    startSweeping();
    startScrubbing((line) => console.error(line));
    const setup = await describeSetup();
    if (setup !== undefined) console.log(`\n${setup}`);
  } catch (error) {
    console.error(`\n${explainFailure(error)}`);
    process.exit(1);
  }
}
