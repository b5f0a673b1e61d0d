/** Chromium over the bare debugging protocol, without the Network domain, which copies every request's body. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { CHROMIUM_ARGUMENTS, ensureChromium } from "../scripts/find-chromium.mjs";

type Reply = { readonly id?: number; readonly result?: Record<string, unknown>; readonly error?: { readonly message: string } };
type Send = (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>;

export interface Tab {
  send: Send;
  /** The value of an expression, awaited. */
  evaluate<V>(expression: string): Promise<V>;
  close(): Promise<void>;
}

export interface Chromium {
  open(url: string): Promise<Tab>;
  /** Seconds of processor time, by kind of process ("browser", "renderer", "GPU" …). */
  processorSeconds(): Promise<Record<string, number>>;
  /** Ids of the processes of a kind. */
  processIds(kind: string): Promise<number[]>;
  version(): Promise<string>;
  quit(): Promise<void>;
}

/** The protocol over two pipes, each message ended by a zero byte. */
function connect(child: ChildProcess): Send {
  const [, , , input, output] = child.stdio as unknown as [unknown, unknown, unknown, Writable, Readable];
  const open = new Map<number, (reply: Reply) => void>();
  let last = 0;
  let heard = Buffer.alloc(0);
  output.on("data", (bytes: Buffer) => {
    heard = Buffer.concat([heard, bytes]);
    for (let end = heard.indexOf(0); end >= 0; end = heard.indexOf(0)) {
      const reply = JSON.parse(heard.subarray(0, end).toString("utf8")) as Reply;
      heard = heard.subarray(end + 1);
      if (reply.id !== undefined) open.get(reply.id)?.(reply);
    }
  });
  child.once("exit", () => open.forEach((answer) => answer({ error: { message: "Chromium ended" } })));
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      open.set(id, (reply) => {
        open.delete(id);
        if (reply.error === undefined) resolve(reply.result ?? {});
        else reject(new Error(`${method}: ${reply.error.message}`));
      });
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    });
}

async function openTab(send: Send, url: string): Promise<Tab> {
  const { targetId } = (await send("Target.createTarget", { url: "about:blank" })) as { targetId: string };
  const { sessionId } = (await send("Target.attachToTarget", { targetId, flatten: true })) as { sessionId: string };
  const here: Send = (method, params) => send(method, params, sessionId);
  await here("Page.enable");
  await here("Page.navigate", { url });
  const tab: Tab = {
    send: here,
    async evaluate<V>(expression: string) {
      const answer = (await here("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true, allowUnsafeEvalBlockedByCSP: false })) as {
        result: { value: V };
        exceptionDetails?: { text: string; exception?: { description?: string } };
      };
      const fault = answer.exceptionDetails;
      if (fault !== undefined) throw new Error(fault.exception?.description ?? fault.text);
      return answer.result.value;
    },
    async close() {
      await send("Target.closeTarget", { targetId });
    },
  };
  for (let tries = 0; tries < 100; tries++) {
    if (await tab.evaluate<boolean>(`document.readyState === "complete" && location.href !== "about:blank"`).catch(() => false)) return tab;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not load`);
}

/** Starts a Chromium without a window on a profile of its own, which goes with it. */
export async function startChromium(): Promise<Chromium> {
  const profile = await mkdtemp(join(tmpdir(), "sealpost-bench-"));
  const args = [...CHROMIUM_ARGUMENTS, "--headless=new", `--user-data-dir=${profile}`, "--remote-debugging-pipe", "about:blank"];
  const child = spawn(await ensureChromium(), args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const send = connect(child);
  type Info = { type: string; id: number; cpuTime: number };
  const processes = async () => ((await send("SystemInfo.getProcessInfo")) as { processInfo: Info[] }).processInfo;
  return {
    open: (address) => openTab(send, address),
    async processorSeconds() {
      const sums: Record<string, number> = {};
      for (const { type, cpuTime } of await processes()) sums[type] = (sums[type] ?? 0) + cpuTime;
      return sums;
    },
    processIds: async (kind) => (await processes()).filter(({ type }) => type === kind).map(({ id }) => id),
    version: async () => ((await send("Browser.getVersion")) as { product: string }).product,
    async quit() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await send("Browser.close").catch(() => undefined);
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
