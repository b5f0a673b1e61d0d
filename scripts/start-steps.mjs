import { ensureInstalled } from "./install.mjs";
import { runCommand } from "./plain-error.mjs";

export function start() {
  return runCommand(async () => {
    const { assertReady } = await import("./settings.mjs");
    await assertReady();
    ensureInstalled({ development: false });
    const { ensureBuilt } = await import("./build.mjs");
    await ensureBuilt();
    const { serve } = await import("./serve.mjs");
    await serve();
  });
}
