/**
 * The headers of every surface (docs/delivery.md). Pages get the hashes of the inline scripts that their prerendered
 * HTML holds; the table is written once after a build and read by proxy.ts.
 */
import { createHash } from "node:crypto";

/** On every answer that is not the API's. */
const COMMON = {
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": permissionsPolicy(),
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** What Next writes into a prerendered page: the names of its chunks, its data, and React's own starters. */
const KNOWN_SCRIPTS = [
  /^\(globalThis\["TURBOPACK"\] \|\| \(globalThis\["TURBOPACK"\] = \[\]\)\)\.push\(\{"otherChunks":\[[\w"/.,~-]*\],"runtimeModuleIds":\[\d+(,\d+)*\]\}\);$/,
  /^\(self\.__next_f=self\.__next_f\|\|\[\]\)\.push\(/,
  /^self\.__next_f\.push\(/,
  /^\$R[A-Z]=|^\$R[A-Z]\(|^requestAnimationFrame\(function\(\)\{\$RT=/,
];

function permissionsPolicy() {
  const own = ["publickey-credentials-get", "publickey-credentials-create", "clipboard-write", "fullscreen", "screen-wake-lock", "idle-detection"];
  const none = [
    "accelerometer", "ambient-light-sensor", "attribution-reporting", "autoplay", "bluetooth", "browsing-topics", "camera",
    "clipboard-read", "compute-pressure", "display-capture", "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid",
    "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "serial",
    "storage-access", "sync-xhr", "usb", "window-management", "xr-spatial-tracking",
  ];
  return [...own.map((name) => `${name}=(self)`), ...none.map((name) => `${name}=()`)].join(", ");
}

export function sha256Source(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Text of the inline scripts of a page. Throws an Error that names what a strict policy would block. */
export function readInlineScripts(path, html) {
  const problem = (what) => new Error(`page ${path}: ${what}`);
  const bare = html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/gi, "");
  if (/<[a-z][^<>]*\sstyle\s*=/i.test(bare)) throw problem("an inline style attribute");
  if (/<style\b/i.test(bare)) throw problem("an inline style element");
  if (/<[a-z][^<>]*\son[a-z]+\s*=/i.test(bare)) throw problem("an inline event handler");
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)]
    .filter(([, attributes]) => !/\ssrc\s*=/i.test(attributes ?? ""))
    .map(([, , body]) => body ?? "");
  const unknown = scripts.find((body) => !KNOWN_SCRIPTS.some((pattern) => pattern.test(body)));
  if (unknown !== undefined) throw problem(`an unknown inline script: ${unknown.slice(0, 80)}`);
  return scripts;
}

function pagePolicy(hashes) {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "connect-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "style-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    ["script-src 'self'", ...hashes].join(" "),
  ].join("; ");
}

/** Workers that run WebAssembly reach nothing: no network, no other script. */
const WORKER_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'";

/** A file of public/ that is neither a page nor a script is only ever data. */
const FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; style-src 'unsafe-inline'; sandbox";

/** The preview frame names its own policy; the header adds what a page cannot say of itself. */
function framePolicy(html, policyOf) {
  return `${policyOf(html)}; frame-ancestors 'self'; sandbox allow-scripts`;
}

/**
 * @param {{pages: Map<string, string>, files: Map<string, Buffer>, policyOf: (html: string) => string}} surfaces
 *   pages: address → prerendered HTML; files: address → bytes of each file of public/
 * @returns {{common: Record<string, string>, policies: Record<string, string>, other: string}}
 *   `policies`: address → Content-Security-Policy; `other`: for every address that the table does not name
 */
export function buildHeaderTable({ pages, files, policyOf }) {
  const policies = {};
  for (const [path, html] of pages) {
    const hashes = [...new Set(readInlineScripts(path, html).map(sha256Source))].sort();
    policies[path] = pagePolicy(hashes);
  }
  for (const [path, bytes] of files) {
    if (path === "/preview-frame.html") policies[path] = framePolicy(bytes.toString("utf8"), policyOf);
    else policies[path] = path.endsWith("-worker.js") ? WORKER_POLICY : FILE_POLICY;
  }
  const notFound = policies["/_not-found"];
  if (notFound === undefined) throw new Error("the build has no page for an unknown address");
  return { common: COMMON, policies, other: notFound };
}
