import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { buildHeaderTable, readInlineScripts } from "./header-table.mjs";

const DATA = 'self.__next_f.push([1,"1:data"])';
const page = (body: string) => `<!DOCTYPE html><html><head></head><body>${body}</body></html>`;
const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

function build(html: string, files: [string, string][] = []) {
  return buildHeaderTable({
    pages: new Map([["/", html], ["/_not-found", page("")]]),
    files: new Map(files.map(([path, text]) => [path, Buffer.from(text)])),
    policyOf: () => "default-src 'none'",
  });
}

describe("the header table of a build", () => {
  it("names each inline script of a page by its hash, and no other page's", () => {
    const { policies } = build(page(`<script>${DATA}</script><script src="/_next/a.js"></script>`));
    expect(policies["/"]).toMatch(new RegExp(`script-src 'self' ${hashOf(DATA).replace(/[+]/g, "\\+")}$`));
    expect(policies["/_not-found"]).toMatch(/script-src 'self'$/);
  });

  it.each([
    ["an unknown inline script", '<script>alert("x")</script>'],
    ["an unknown inline script", '<script>(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push({"otherChunks":[],"runtimeModuleIds":[1]});alert(1)</script>'],
    ["an inline style attribute", '<p class="a" style="color:red">text</p>'],
    ["an inline style element", "<style>p { color: red }</style>"],
    ["an inline event handler", '<img src="/a.png" onerror="alert(1)">'],
  ])("refuses a page with %s", (problem, body) => {
    expect(() => build(page(body))).toThrow(`page /: ${problem}`);
  });

  it("does not take the text of a script or of the page for markup", () => {
    const script = 'self.__next_f.push([1,"<p style=\\"x\\"> onclick=1"])';
    expect(readInlineScripts("/", page(`<p>style="x" onclick="y"</p><script>${script}</script>`))).toEqual([script]);
  });

  it("lets a worker run WebAssembly and reach nothing, and every other file be data alone", () => {
    const { policies } = build(page(""), [["/crypto-worker.js", "x"], ["/robots.txt", "x"], ["/preview-frame.html", "x"]]);
    expect(policies["/crypto-worker.js"]).toBe("default-src 'none'; script-src 'wasm-unsafe-eval'");
    expect(policies["/robots.txt"]).toMatch(/sandbox$/);
    expect(policies["/preview-frame.html"]).toBe("default-src 'none'; frame-ancestors 'self'; sandbox allow-scripts");
  });

  it("fails where the build has no page for an unknown address", () => {
    expect(() => buildHeaderTable({ pages: new Map([["/", page("")]]), files: new Map(), policyOf: () => "" })).toThrow();
  });
});
