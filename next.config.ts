import type { NextConfig } from "next";

/** Packages that find their own files at run time (WASM, native sockets) and so must not be bundled. */
const serverExternalPackages = [
  "@electric-sql/pglite",
  "pglite-prisma-adapter",
  "@prisma/adapter-pg",
  "@prisma/schema-engine-wasm",
  "@tus/file-store",
  "@tus/server",
  "pg",
];

const config: NextConfig = {
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
