/** A proxy before an object store that fails on command. */
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** `error`: answers 500; `hang`: takes the request and says nothing; `hold`: the same, and keeps it for `deliver`. */
type Mode = "pass" | "error" | "hang" | "hold";

export type FaultyProxy = {
  /** The same bucket, through the proxy. */
  readonly url: string;
  mode: Mode;
  /** Sends what was held; answers the statuses that the object store gave. */
  deliver(): Promise<number[]>;
  stop(): Promise<void>;
};

type Held = { readonly method: string; readonly path: string; readonly headers: IncomingMessage["headers"]; readonly body: Buffer };

export async function startFaultyProxy(bucketUrl: string): Promise<FaultyProxy> {
  const target = new URL(bucketUrl);
  const held: Held[] = [];
  const forward = ({ method, path, headers, body }: Held): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: target.hostname, port: target.port, method, path, headers }, resolve).on("error", reject);
      sent.end(body);
    });
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { mode } = proxy;
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const whole: Held = { method: incoming.method ?? "", path: incoming.url ?? "", headers: incoming.headers, body: Buffer.concat(parts) };
    if (mode === "hold") held.push(whole);
    if (mode === "error") response.writeHead(500).end();
    if (mode !== "pass") return;
    const answer = await forward(whole);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${port}${target.pathname}`,
    mode: "pass",
    deliver: async () => {
      const statuses: number[] = [];
      for (const one of held.splice(0)) {
        const answer = await forward(one);
        answer.resume();
        statuses.push(answer.statusCode ?? 0);
      }
      return statuses;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}
