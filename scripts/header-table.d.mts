export function readInlineScripts(path: string, html: string): string[];
export function buildHeaderTable(surfaces: {
  pages: Map<string, string>;
  files: Map<string, Buffer>;
  policyOf: (html: string) => string;
}): { common: Record<string, string>; policies: Record<string, string>; other: string };
