/** The real routes of app/api behind Node's own HTTP server, in any process: no build is needed. */
import "next/dist/server/node-environment-baseline.js";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { NextRequest } from "next/server";
import { z } from "zod";
import { buildVerifyPage } from "@/scripts/build-verify-page.mjs";
import { inRequestScope } from "@/lib/server/testing/request-scope";

const apiFolder = fileURLToPath(new URL("../../../app/api", import.meta.url));

type Handler = (request: NextRequest, context: { params: Promise<unknown> }) => Promise<Response>;
type Route = { readonly pattern: RegExp; readonly names: readonly { name: string; many: boolean }[]; load(): Promise<Record<string, unknown>> };

/** On a free port of this machine. */
export async function serveRoutes(): Promise<{ server: Server; port: number }> {
  const routes = await findRoutes();
  const server = createServer((incoming, outgoing) => void serve(routes, incoming, outgoing));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, port: address.port };
}

/** Fixed names before parameters, as Next matches them. */
async function findRoutes(): Promise<readonly Route[]> {
  const files = (await readdir(apiFolder, { recursive: true })).filter((path) => path.endsWith("route.ts"));
  return files.sort((a, b) => Number(a.includes("[")) - Number(b.includes("["))).map(routeOf);
}

function routeOf(file: string): Route {
  const names: { name: string; many: boolean }[] = [];
  const parts = file.split("/").slice(0, -1).map((part) => {
    const [, optional, many, name] = /^(\[)?\[(\.\.\.)?(\w+)\]\]?$/.exec(part) ?? [];
    if (name === undefined) return `/${part}`;
    names.push({ name, many: many !== undefined });
    if (many === undefined) return "/([^/]+)";
    return optional === undefined ? "/(.+)" : "(?:/(.+))?";
  });
  const load = async () => (await import(join(apiFolder, file))) as Record<string, unknown>;
  return { pattern: new RegExp(`^/api${parts.join("")}/?$`), names, load };
}

async function serve(routes: readonly Route[], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host ?? "localhost"}`);
  if (url.pathname === "/verify-package.html") return void outgoing.end(await buildVerifyPage());
  const route = routes.find(({ pattern }) => pattern.test(url.pathname));
  const handler = (await route?.load())?.[incoming.method ?? ""];
  if (route === undefined || typeof handler !== "function") return void outgoing.writeHead(404).end();
  const request = requestOf(incoming, url);
  const context = { params: Promise.resolve(paramsOf(route, url)) };
  const response = await inRequestScope(request, () => (handler as Handler)(request, context));
  await send(z.instanceof(Response).parse(response), outgoing);
}

function paramsOf({ pattern, names }: Route, { pathname }: URL): Record<string, unknown> {
  const values = pattern.exec(pathname)?.slice(1) ?? [];
  const pairs = names.map(({ name, many }, index) => [name, many ? values[index]?.split("/") : values[index]] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

function requestOf(incoming: IncomingMessage, url: URL): NextRequest {
  const method = incoming.method ?? "GET";
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) if (value !== undefined) headers.set(name, String(value));
  const hasBody = method !== "GET" && method !== "HEAD";
  return new NextRequest(url, {
    method,
    headers,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: "half" as const } : {}),
  });
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  const cookies = response.headers.getSetCookie();
  const headers = [...response.headers].filter(([name]) => name !== "set-cookie");
  outgoing.writeHead(response.status, [...headers, ...cookies.map((cookie) => ["set-cookie", cookie])].flat());
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) break;
    if (!outgoing.write(part.value)) await once(outgoing, "drain");
  }
  outgoing.end();
}
