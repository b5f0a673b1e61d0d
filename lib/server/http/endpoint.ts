import "server-only";
import { z } from "zod";
import type { Outcome, Refusal } from "../http-errors";
import { refuse } from "../http-errors";
import { reportBug } from "../report-bug";
import { storeErrorCode } from "../uploads/evidence-store";
import { readSession, type SessionUser } from "../session";
import { answerJson, answerRefusal, withHeaders } from "./answer";
import { readJson } from "./read-body";
import { isSameOrigin } from "./same-origin";

const MEBIBYTE = 1 << 20;
const nothing = z.strictObject({});

/** What a route takes: its name in the operator's log, and the schemas at its door. */
type Door<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly name: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly maxBytes?: number;
};
type Call<S, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly request: Request;
  readonly session: S;
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
};
type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;
type Use<S, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = (
  call: Call<S, P, Q, B>,
) => Promise<Outcome<unknown>>;

/** A route that asks for a session: 401 before anything of the request is read. A use case may answer a Response itself. */
export function sessionEndpoint<P extends z.ZodType = typeof nothing, Q extends z.ZodType = typeof nothing, B extends z.ZodType = z.ZodUndefined>(
  door: Door<P, Q, B>,
  run: Use<SessionUser, P, Q, B>,
): Handler {
  const open = async (request: Request): Promise<Outcome<SessionUser>> => {
    const session = await readSession(request);
    return session === null ? refuse("no-session") : { ok: true, value: session };
  };
  return endpoint(door, open, run);
}

/** A route for everybody. */
export function publicEndpoint<P extends z.ZodType = typeof nothing, Q extends z.ZodType = typeof nothing, B extends z.ZodType = z.ZodUndefined>(
  door: Door<P, Q, B>,
  run: Use<null, P, Q, B>,
): Handler {
  return endpoint(door, () => Promise.resolve({ ok: true, value: null }), run);
}

function endpoint<S, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  door: Door<P, Q, B>,
  open: (request: Request) => Promise<Outcome<S>>,
  run: Use<S, P, Q, B>,
): Handler {
  return async (request, context) => {
    try {
      const outcome = await answer(door, open, run, request, context);
      if (!outcome.ok) return answerRefusal(outcome);
      return outcome.value instanceof Response ? withHeaders(outcome.value) : answerJson(outcome.value ?? {});
    } catch (error) {
      reportBug(door.name, error);
      return answerRefusal(refuse(storeErrorCode(error) ?? "broken"));
    }
  };
}

async function answer<S, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  door: Door<P, Q, B>,
  open: (request: Request) => Promise<Outcome<S>>,
  run: Use<S, P, Q, B>,
  request: Request,
  context: { params: Promise<unknown> },
): Promise<Outcome<unknown>> {
  if (!isSameOrigin(request)) return refuse("forbidden");
  const session = await open(request);
  if (!session.ok) return session;
  const url = new URL(request.url);
  const params = (door.params ?? nothing).safeParse((await context.params) ?? {});
  const query = (door.query ?? nothing).safeParse(Object.fromEntries(url.searchParams));
  if (!params.success || !query.success) return refuse("malformed");
  const body = await parseBody(door, request);
  if (!body.ok) return body;
  return run({
    request,
    session: session.value,
    params: params.data as z.output<P>,
    query: query.data as z.output<Q>,
    body: body.value as z.output<B>,
  });
}

async function parseBody(door: Door<z.ZodType, z.ZodType, z.ZodType>, request: Request): Promise<Outcome<unknown> | Refusal> {
  if (door.body === undefined) return { ok: true, value: undefined };
  const json = await readJson(request, door.maxBytes ?? MEBIBYTE);
  if (!json.ok) return json;
  const parsed = door.body.safeParse(json.value);
  return parsed.success ? { ok: true, value: parsed.data } : refuse("malformed");
}
