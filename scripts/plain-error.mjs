/** Something is wrong that the reader can mend: its message is the whole of what is shown. */
export class PlainError extends Error {}

/** Runs a command of package.json; a PlainError ends it with its sentence, anything else with its stack. */
export async function runCommand(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof PlainError ? `\n${error.message}` : error);
    process.exit(1);
  }
}
