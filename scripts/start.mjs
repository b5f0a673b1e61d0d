/** `npm start`: installs what is missing, builds when stale, migrates, serves. */
import { requireNode } from "./check-node.mjs";

/* Later modules may use syntax that an old Node cannot read, so they are imported after the check. */
if (requireNode(process.versions.node)) import("./start-steps.mjs").then((steps) => steps.start());
else process.exitCode = 1;
