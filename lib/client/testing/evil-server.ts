/** A server that lies: stands between a real client and the real server, and changes what is answered. */
import type { Fetch } from "../api";

/** `forward` asks the real server; a lie that does not call it keeps the request to itself. */
export type Lie = (forward: () => Promise<Response>) => Promise<Response>;
type Rule = { readonly method: string; readonly path: RegExp; readonly lie: Lie };

export class EvilServer {
  readonly #rules = new Set<Rule>();

  readonly wrap = (send: Fetch): Fetch => {
    return async (path, init) => {
      const rule = [...this.#rules].find(({ method, path: lied }) => method === (init.method ?? "GET") && lied.test(path));
      return rule === undefined ? send(path, init) : rule.lie(() => send(path, init));
    };
  };

  /** Lies while `work` runs. */
  async during<V>(path: RegExp, lie: Lie, work: () => Promise<V>, method = "GET"): Promise<V> {
    const rule = { method, path, lie };
    this.#rules.add(rule);
    try {
      return await work();
    } finally {
      this.#rules.delete(rule);
    }
  }
}

type Json = Record<string, unknown>;

/** Changes an answer's JSON; bytes in it are base64url. */
export function changing(change: (json: Json) => Json): Lie {
  return async (forward) => {
    const answer = await forward();
    return Response.json(change((await answer.json()) as Json), { status: answer.status });
  };
}

/** Answers without asking the server. */
export function answering(json: unknown, status = 200): Lie {
  return () => Promise.resolve(Response.json(json, { status }));
}

/** Changes a body of bytes. */
export function twisting(twist: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): Lie {
  return async (forward) => {
    const answer = await forward();
    return new Response(twist(new Uint8Array(await answer.arrayBuffer())), { status: answer.status });
  };
}
