/**
 * The rooms of ARCHITECTURE.md and the one importer of each dangerous package, as rules. scripts/rules.test.ts plants
 * a violation of every rule and sees it caught; scripts/rules.mjs fails when nothing was cruised.
 */
const TEST = "[.](test|desk)[.]tsx?$|/testing/|^e2e/";
const WORKER = "^lib/(crypto|client|clean)/.*worker[.]ts$";
const SERVER = "^(lib/server|app/api)/";
const BROWSER = "^(lib/(client|clean|crypto|ui)/|app/(?!api/))";

/** Each room with the rooms that it may import besides itself. */
const ROOMS = {
  shared: [],
  format: ["shared"],
  domain: ["shared", "format"],
  wire: ["shared", "format", "domain"],
  crypto: ["shared", "format", "domain"],
  clean: ["shared"],
  client: ["shared", "format", "domain", "wire", "crypto", "clean"],
  server: ["shared", "format", "domain", "wire"],
  ui: ["shared"],
};

/** A package, and the only files that may import it. */
const ONE_IMPORTER = {
  "libsodium-wrappers-sumo": "^lib/crypto/sodium[.]ts$",
  "@prisma/client": "^(lib/server/db[.]ts$|prisma/generated/)",
  "@electric-sql/pglite": "^lib/server/db[.]ts$",
  "@prisma/schema-engine-wasm": "^prisma/migrate[.]ts$",
  "@tus/[^/]+": "^lib/server/uploads/",
  "any-ascii": "^lib/domain/masks/load-suggester[.]ts$",
  pg: "^lib/server/uploads/postgres-locker[.]ts$",
  aws4fetch: "^lib/server/uploads/bucket-client[.]ts$",
  "tus-js-client": "^lib/client/upload-evidence[.]ts$",
  "next-auth": "^lib/server/session[.]ts$",
};

const roomRules = Object.entries(ROOMS).map(([room, others]) => ({
  name: `room-${room}`,
  comment: `lib/${room} imports itself${others.map((other) => `, lib/${other}`).join("")} and packages, nothing else of ours`,
  severity: "error",
  from: { path: `^lib/${room}/`, pathNot: TEST },
  to: {
    path: "^(lib|app|prisma|e2e|scripts)/",
    pathNot: [`^lib/(${[room, ...others].join("|")})/`, ...(room === "server" ? ["^prisma/generated/"] : [])],
  },
}));

const importerRules = Object.entries(ONE_IMPORTER).map(([name, importer]) => ({
  name: `one-importer-${name.replace(/[^a-z-]+/g, "-")}`,
  comment: `${name} has one importer`,
  severity: "error",
  from: { path: "^(lib|app|prisma|scripts)/", pathNot: [importer, TEST] },
  to: { path: `node_modules/${name}/` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...importerRules,
    {
      name: "one-importer-generated-client",
      comment: "The generated Prisma client is imported by lib/server/db.ts alone",
      severity: "error",
      from: { pathNot: ["^prisma/generated/", "^lib/server/db[.]ts$"] },
      to: { path: "^prisma/generated/" },
    },
    {
      name: "server-never-reaches-keys",
      comment: "What runs on the server reaches neither the crypto room nor the browser's use cases, by any path",
      severity: "error",
      from: { path: SERVER, pathNot: TEST },
      to: { path: "^lib/(crypto|client|clean)/", reachable: true },
    },
    {
      name: "browser-never-reaches-server",
      comment: "What runs in the browser reaches neither the server nor the database, by any path",
      severity: "error",
      from: { path: BROWSER, pathNot: TEST },
      to: { path: "^(lib/server/|prisma/)", reachable: true },
    },
    {
      name: "page-never-loads-the-library",
      comment: "A page's policy forbids WebAssembly: libsodium is reached by messages to the worker alone",
      severity: "error",
      from: { path: "^app/(?!api/)", pathNot: TEST },
      to: { path: "^lib/crypto/sodium[.]ts$", reachable: true },
    },
    {
      name: "app-never-touches-the-database",
      comment: "Pages and routes go through use cases",
      severity: "error",
      from: { path: "^app/", pathNot: TEST },
      to: { path: "^prisma/|^lib/server/db[.]ts$" },
    },
    {
      name: "nobody-imports-a-worker",
      comment: "A worker is started by its address, never imported",
      severity: "error",
      from: { pathNot: TEST },
      to: { path: WORKER },
    },
    {
      name: "nothing-ships-a-test",
      comment: "Helpers of tests are imported by tests alone",
      severity: "error",
      from: { path: "^(lib|app|prisma)/", pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: "no-development-package",
      comment: "What is shipped imports packages of `dependencies` alone",
      severity: "error",
      from: { path: "^(lib|app|prisma)/", pathNot: TEST },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
    { name: "no-cycle", severity: "error", from: { pathNot: "^prisma/generated/" }, to: { circular: true } },
    { name: "no-missing-file", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  required: [
    {
      name: "server-only",
      comment: 'Every file of lib/server begins with `import "server-only"`',
      severity: "error",
      module: { path: "^lib/server/", pathNot: TEST },
      to: { path: "node_modules/server-only/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mts", ".d.ts", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
