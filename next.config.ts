import type { NextConfig } from "next";

/** Packages that find their own files at run time (WASM, native sockets) and so must not be bundled. */
const serverExternalPackages = [
  "@electric-sql/pglite",
  "pglite-prisma-adapter",
  "@prisma/adapter-pg",
  "@prisma/schema-engine-wasm",
  "@tus/server",
  "pg",
];

/** Files of the build; pages and files of public/ get theirs from proxy.ts, the API from lib/server/http. */
const staticHeaders = [
  { key: "Cross-Origin-Embedder-Policy", value: "require-corp" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Content-Type-Options", value: "nosniff" },
];

/** Of answers that never reach a route handler, such as a method that the route does not know. */
const apiHeaders = [
  { key: "Content-Security-Policy", value: "default-src 'none'; sandbox" },
  { key: "Cache-Control", value: "no-store" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Content-Type-Options", value: "nosniff" },
];

const config: NextConfig = {
  headers: () =>
    Promise.resolve([
      { source: "/_next/:path*", headers: staticHeaders },
      { source: "/api/:path*", headers: apiHeaders },
    ]),
  serverExternalPackages,
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
  // A hash of the sources: the same tree gives the same files, and another tree another URL.
  generateBuildId: () => process.env["SEALPOST_BUILD_ID"] ?? "development",
  // `npm test` runs tsc over everything, tests included; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
