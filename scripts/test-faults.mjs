/** `npm run test:faults`: every fault of e2e/faults and the tests of stores and ciphers that belong to them; ends with the sums. */
import { requireNode } from "./check-node.mjs";

if (requireNode(process.versions.node)) import("./test-steps.mjs").then((steps) => steps.testFaults(process.argv.slice(2)));
else process.exitCode = 1;
