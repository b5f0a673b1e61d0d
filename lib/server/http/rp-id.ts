import "server-only";
import { env } from "../env";

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The host name that log-in keys are bound to. It comes from the settings: taken from the request, a relaying site
 * could choose it. On one's own machine any name of that machine will do.
 */
export function rpIdOf(request: Request): string {
  const configured = new URL(env().publicUrl).hostname;
  const asked = hostnameOf(request.headers.get("host"));
  return LOOPBACK.has(configured) && asked !== null && LOOPBACK.has(asked) ? asked : configured;
}

function hostnameOf(host: string | null): string | null {
  const url = `http://${host ?? ""}`;
  return host !== null && URL.canParse(url) ? new URL(url).hostname : null;
}
