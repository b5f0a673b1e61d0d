/** `npm run dev`: as `npm start`, but Next compiles on demand and follows changes. */
import { requireNode } from "./check-node.mjs";

if (requireNode(process.versions.node)) import("./dev-steps.mjs").then((steps) => steps.startDevelopment());
else process.exitCode = 1;
