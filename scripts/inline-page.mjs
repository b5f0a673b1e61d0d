/** Pages of one file: an inline script and an inline style, named by their hashes in the page's own policy. */
import { createHash } from "node:crypto";
import { build } from "esbuild";

const TARGET = ["chrome120", "firefox121", "safari17"];

/** The hash of an inline script or style as a policy names it. */
export function hashSource(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** zod brings its messages in every language; none of them is ever shown. */
const withoutZodLocales = {
  name: "without-zod-locales",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /locales\/index\.js$/ }, ({ importer }) => (/[\\/]zod[\\/]/.test(importer) ? { path: "none", namespace: "zod-locales" } : null));
    onLoad({ filter: /.*/, namespace: "zod-locales" }, () => ({ contents: "export {};" }));
  },
};

/** Bundles `entry` to one classic script. */
export async function bundleScript(entry) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    target: TARGET,
    write: false,
    plugins: [withoutZodLocales],
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
    legalComments: "none",
    // pdf.js reads its own address only where it has a network; esbuild leaves it empty in a classic script.
    logOverride: { "empty-import-meta": "silent" },
  });
  return result.outputFiles[0].text;
}

/** Refuses text that would end or confuse the script element that it stands in. */
export function asInlineScript(code) {
  const text = code.trim();
  if (/<(?:\/script|script|!--)/i.test(text)) throw new Error("a bundled script holds markup that cannot stand inline");
  return text;
}

/** The whole page; `body` stands before the script. `sources`: further directives of its policy. */
export function writePage({ title, script, style, body, sources }) {
  const policy = ["default-src 'none'", `style-src ${hashSource(style)}`, ...sources, "base-uri 'none'", "form-action 'none'"].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`;
}

/** The policy that a page's own file names, for the header that goes with it. */
export function policyOf(html) {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
  if (policy === undefined) throw new Error("the page names no policy");
  return policy;
}
