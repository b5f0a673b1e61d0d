/** Calls of the API for tests: real route handlers, real Request objects. */
import { NextRequest } from "next/server";
import { toJson } from "@/lib/wire/encoding";
import { inRequestScope } from "./request-scope";

export const HOST = "localhost:3000";

type Handler = (request: NextRequest, context: { params: Promise<never> }) => Promise<Response>;
export type Route = Readonly<Partial<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS", Handler>>>;
export type CallOptions = {
  readonly params?: Readonly<Record<string, string | string[]>>;
  readonly query?: string;
  readonly cookie?: string | undefined;
  /** Sent as JSON, bytes as base64url. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Answered = { readonly status: number; readonly headers: Headers; readonly text: string; readonly json: unknown };

export async function call(route: Route, method: keyof Route, options: CallOptions = {}): Promise<Answered> {
  const response = await callRaw(route, method, options);
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json") && text !== "";
  return { status: response.status, headers: response.headers, text, json: isJson ? (JSON.parse(text) as unknown) : null };
}

export function callRaw(route: Route, method: keyof Route, options: CallOptions = {}): Promise<Response> {
  const handler = route[method];
  if (handler === undefined) throw new Error(`the route has no ${method}`);
  const headers = new Headers({ host: HOST, ...options.headers });
  if (options.cookie !== undefined) headers.set("cookie", options.cookie);
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(toJson(options.body)));
  if (options.body !== undefined) headers.set("content-type", "application/json");
  const path = [options.params?.["path"] ?? []].flat().join("/");
  const url = `http://${HOST}/api/uploads/${path}${options.query ?? ""}`;
  const init = body === undefined ? { method, headers } : { method, headers, body, duplex: "half" as const };
  const request = new NextRequest(url, init);
  return inRequestScope(request, () => handler(request, { params: Promise.resolve((options.params ?? {}) as never) }));
}

export function codeOf(answered: Answered): string {
  const { json } = answered;
  return typeof json === "object" && json !== null && "code" in json ? String(json.code) : `${answered.status}`;
}
