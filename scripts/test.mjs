/** `npm test`: installs what is missing, then lint, types, import rules, unit and browser tests; ends with the sums. */
import { requireNode } from "./check-node.mjs";

if (requireNode(process.versions.node)) import("./test-steps.mjs").then((steps) => steps.testAll());
else process.exitCode = 1;
