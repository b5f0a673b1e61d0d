/** Next's modules expect its server to have put AsyncLocalStorage in place before the first of them loads. */
import "next/dist/server/node-environment-baseline.js";
