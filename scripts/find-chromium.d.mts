export const CHROMIUM_ARGUMENTS: string[];
export function findChromium(): Promise<string | undefined>;
export function ensureChromium(): Promise<string>;
