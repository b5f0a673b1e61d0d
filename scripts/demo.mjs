/** `npm run demo`: an invented coalition on a fresh folder, to look around in. */
import { requireNode } from "./check-node.mjs";

/* Later modules may use syntax that an old Node cannot read, so they are imported after the check. */
if (requireNode(process.versions.node)) import("./demo-steps.mjs").then((steps) => steps.startDemo());
else process.exitCode = 1;
