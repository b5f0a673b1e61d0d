/** next-auth reads cookies and headers from Next's request scope; a test opens one as Next's own server does. */
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external.js";
import { HeadersAdapter } from "next/dist/server/web/spec-extension/adapters/headers.js";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies.js";

type Work = NonNullable<ReturnType<typeof workAsyncStorage.getStore>>;
type Unit = NonNullable<ReturnType<typeof workUnitAsyncStorage.getStore>>;

export function inRequestScope<T>(request: Request, run: () => Promise<T>): Promise<T> {
  const work = { route: "/api", page: "/api/route", forceStatic: false, dynamicShouldError: false } as Work;
  const headers = HeadersAdapter.seal(request.headers);
  const unit = { type: "request", phase: "render", headers, cookies: new RequestCookies(request.headers) } as unknown as Unit;
  return workAsyncStorage.run(work, () => workUnitAsyncStorage.run(unit, run));
}
