/** Next runs this once, before the server answers anything: the database is migrated by the process that holds it. */
export async function register(): Promise<void> {
  // The other runtime has no files and no database.
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { prepareServer } = await import("./scripts/prepare-server");
  await prepareServer();
}
