/** `npm run test:fuzz`: a thousand damaged files of each fixture are cleaned, where `npm test` tries twenty; ends with the sums. */
import { requireNode } from "./check-node.mjs";

if (requireNode(process.versions.node)) import("./test-steps.mjs").then((steps) => steps.testFuzz());
else process.exitCode = 1;
