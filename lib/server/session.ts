import "server-only";
import { NextRequest } from "next/server";
import NextAuth, { type AuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { toHex } from "@/lib/shared/bytes";
import { can, type Action, type Role } from "@/lib/domain/policy";
import { loginCredentials } from "@/lib/wire/accounts";
import { logIn, SESSION_SECONDS, sessionHash } from "./accounts/log-in";
import { nowSeconds, today } from "./clock";
import { db } from "./db";
import { refuse } from "./http-errors";
import { answerRefusal, withHeaders } from "./http/answer";
import { readCookie } from "./http/cookies";
import { readAtMost } from "./http/read-body";
import { isSameOrigin } from "./http/same-origin";
import { takeAddressToken } from "./limits/address-bucket";
import { deviceCookie } from "./limits/device-token";
import { reportBug } from "./report-bug";
import { serverSecret } from "./secrets";

/** Who asks: the account, its session's row, and its role in each log. */
export type SessionUser = {
  readonly userId: string;
  readonly sessionHash: string;
  readonly roles: readonly { readonly logId: string; readonly role: Role }[];
};

const COOKIE = "__Host-sealpost.session";
const MAX_FORM_BYTES = 4096;
/** All of next-auth that is served: no pages, no session answer that would make the cookie live longer. */
const ACTIONS: ReadonlySet<string> = new Set(["GET csrf", "POST callback/credentials", "POST signout"]);
const tokenSchema = z.looseObject({ sid: z.string() });
const roleSchema = z.enum(["coordinator", "reviewer", "lead", "researcher"]);

/** Whether one of the user's roles allows this. */
export function may(session: SessionUser, action: Action): boolean {
  return session.roles.some(({ role }) => can(role, action));
}

/**
 * The session of a request: its token must be ours and unexpired, and its row must still be there. Roles in the log of
 * an organisation that is not registered (yet, or any more) count for nothing.
 */
export async function readSession(request: Request): Promise<SessionUser | null> {
  const sid = await readSid(readCookie(request, COOKIE));
  if (sid === null) return null;
  const hash = sessionHash(sid);
  const row = await db().session.findUnique({ where: { hash }, select: { userId: true, expiresDay: true } });
  if (row === null || row.expiresDay < today()) return null;
  const roles = await db().role.findMany({ where: { userId: row.userId, log: { OR: [{ coalition: true }, { NOT: { pseudonym: null } }] } } });
  return {
    userId: row.userId,
    sessionHash: hash,
    roles: roles.map(({ logId, role }) => ({ logId, role: roleSchema.parse(role) })),
  };
}

async function readSid(cookie: string | null): Promise<string | null> {
  if (cookie === null) return null;
  try {
    const token = await decode({ token: cookie, secret: await tokenSecret() });
    return tokenSchema.parse(token).sid;
  } catch {
    return null;
  }
}

async function tokenSecret(): Promise<string> {
  return toHex(await serverSecret("session"));
}

/** Sign-in and sign-out by next-auth; everything else of it answers 404. */
export async function handleAuth(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const action = `${request.method} ${(await context.params).nextauth.join("/")}`;
  if (!ACTIONS.has(action)) return answerRefusal(refuse("not-found"));
  if (!isSameOrigin(request)) return answerRefusal(refuse("forbidden"));
  const bounded = await withBoundedBody(request);
  if (bounded === null) return answerRefusal(refuse("too-large"));
  const signsIn = action === "POST callback/credentials";
  if (signsIn && !takeAddressToken(request, nowSeconds())) return answerRefusal(refuse("slow-down"));
  const attempt: Attempt = { handle: null };
  const options = await authOptions(request, attempt);
  const response = withHeaders(z.instanceof(Response).parse(await NextAuth(bounded, context, options)));
  if (action === "POST signout") response.headers.set("clear-site-data", '"cache"');
  if (!signsIn) return response;
  if (attempt.handle === null) return answerRefusal(refuse(response.status === 401 ? "no-session" : "forbidden"));
  response.headers.append("set-cookie", await deviceCookie(attempt.handle));
  return response;
}

/** next-auth reads the whole body, however long it is. */
async function withBoundedBody(request: NextRequest): Promise<NextRequest | null> {
  if (request.method !== "POST") return request;
  const body = await readAtMost(request, MAX_FORM_BYTES);
  return body === null ? null : new NextRequest(request.url, { method: "POST", headers: request.headers, body });
}

/** Whose sign-in succeeded, told past next-auth. */
type Attempt = { handle: string | null };

async function authOptions(request: NextRequest, attempt: Attempt): Promise<AuthOptions> {
  const cookie = (name: string) => ({ name, options: { httpOnly: true, secure: true, sameSite: "strict" as const, path: "/" } });
  return {
    secret: await tokenSecret(),
    useSecureCookies: true,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    jwt: { maxAge: SESSION_SECONDS },
    cookies: {
      sessionToken: cookie(COOKIE),
      csrfToken: cookie("__Host-sealpost.csrf"),
      callbackUrl: cookie("__Host-sealpost.callback"),
    },
    providers: [credentialsProvider(request, attempt)],
    // The token holds the session's id and nothing of the user.
    callbacks: { jwt: ({ user }) => ({ sid: user.id }) },
    events: { signOut: ({ token }) => endSession(token) },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

function credentialsProvider(request: NextRequest, attempt: Attempt): ReturnType<typeof Credentials> {
  return Credentials({
    credentials: {},
    authorize: async (fields) => {
      const parsed = loginCredentials.safeParse(onlyKnown(fields ?? {}));
      if (!parsed.success) return null;
      const sid = await logIn(request, parsed.data).catch((error: unknown) => {
        reportBug("auth/callback", error);
        return null;
      });
      if (sid === null) return null;
      attempt.handle = parsed.data.login;
      return { id: sid };
    },
  });
}

/** next-auth adds its own fields to the form. */
function onlyKnown(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(loginCredentials.shape).map((name) => [name, fields[name]]));
}

async function endSession(token: unknown): Promise<void> {
  const parsed = tokenSchema.safeParse(token);
  if (parsed.success) await db().session.deleteMany({ where: { hash: sessionHash(parsed.data.sid) } });
}
