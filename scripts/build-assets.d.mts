import type { BuildOptions } from "esbuild";

export function buildAssets(): Promise<void>;
export function bundleScript(entry: string, options: BuildOptions): Promise<string>;
