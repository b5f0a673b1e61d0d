/** The one way to the server: JSON by lib/wire, codes instead of messages, nothing in URLs but ids. */
import type { z } from "zod";
import { err, ok, type Result } from "@/lib/shared/result";
import { toJson } from "@/lib/wire/encoding";
import { errorAnswer, type ErrorCode } from "@/lib/wire/errors";

export type ApiCode = ErrorCode | "offline";
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** A refusal; `body` is the whole answer, for conflicts that carry the winner. */
export type Refusal = { readonly ok: false; readonly code: ApiCode; readonly body: unknown };
export type Answer<V> = { readonly ok: true; readonly value: V } | Refusal;

export type Api = {
  get<S extends z.ZodType>(path: string, answer: S, headers?: Record<string, string>): Promise<Answer<z.output<S>>>;
  send(method: "POST" | "PUT" | "DELETE", path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<unknown>>;
  /** For bytes and for other headers. Rejects only when the network does. */
  raw: Fetch;
};

/** Of a `raw` answer that is not what was hoped for. */
export async function readRefusal(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = errorAnswer.safeParse(body);
  return { ok: false, code: parsed.success ? parsed.data.code : "broken", body };
}

async function answerOf(send: () => Promise<Response>): Promise<Answer<unknown>> {
  const response = await send().catch(() => null);
  if (response?.ok === false) return readRefusal(response);
  // The line can break in the middle of an answer too.
  const text = (await response?.text().catch(() => null)) ?? null;
  if (text === null) return { ok: false, code: "offline", body: null };
  return { ok: true, value: text === "" ? null : (JSON.parse(text) as unknown) };
}

/** An Api over `fetch`; a browser sends its cookie by itself, a script brings a fetch that does. */
export function createApi(fetch: Fetch): Api {
  return {
    raw: fetch,
    async get(path, answer, headers = {}) {
      const got = await answerOf(() => fetch(path, { method: "GET", headers }));
      if (!got.ok) return got;
      const parsed = answer.safeParse(got.value);
      return parsed.success ? { ok: true, value: parsed.data } : { ok: false, code: "broken", body: null };
    },
    send(method, path, body, headers = {}) {
      return answerOf(() =>
        fetch(path, {
          method,
          headers: { "content-type": "application/json", ...headers },
          ...(body === undefined ? {} : { body: JSON.stringify(toJson(body)) }),
        }),
      );
    },
  };
}

/** Drops the body of a refusal where nobody needs it. */
export function asResult<V>(answer: Answer<V>): Result<V, ApiCode> {
  return answer.ok ? ok(answer.value) : err(answer.code);
}

/** Parses the body of a conflict, or null when it is not one. */
export function conflictOf<S extends z.ZodType>(refusal: Refusal, schema: S): z.output<S> | null {
  if (refusal.code !== "conflict") return null;
  const parsed = schema.safeParse(refusal.body);
  return parsed.success ? parsed.data : null;
}
