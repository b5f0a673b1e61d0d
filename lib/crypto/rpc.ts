/**
 * Calls over postMessage: {id, verb, args} one way, {id, value} or {id, code} back. Only codes cross on failure: a message could
 * carry input. MessagePorts among the arguments are transferred; bytes are copied, except the answers of verbs named as moved.
 */
import { CryptoError, type CryptoCode } from "./crypto-error";

export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  /** MessagePorts queue until they are started. */
  start?(): void;
}

export type Verbs = Readonly<Record<string, (...args: never[]) => unknown>>;

interface Call {
  readonly id: number;
  readonly verb: string;
  readonly args: readonly unknown[];
}

type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly code: CryptoCode };

/**
 * Answers the calls that arrive at `endpoint` with the own properties of `verbs`. Verbs in `moved` answer with bytes that they
 * keep no reference to: their buffer is transferred instead of copied.
 */
export function serve(endpoint: Endpoint, verbs: Verbs, moved: ReadonlySet<string> = new Set()): void {
  endpoint.addEventListener("message", (event) => {
    const call = event.data as Call;
    void answer(verbs, call).then((reply) => {
      const bytes = "value" in reply && moved.has(call.verb) ? reply.value : undefined;
      endpoint.postMessage(reply, bytes instanceof Uint8Array ? [bytes.buffer as ArrayBuffer] : []);
    });
  });
  endpoint.start?.();
}

async function answer(verbs: Verbs, call: Call): Promise<Answer> {
  try {
    const verb = Object.hasOwn(verbs, call.verb) ? verbs[call.verb] : undefined;
    if (verb === undefined) throw new CryptoError("E_STATE");
    return { id: call.id, value: await (verb as (...args: readonly unknown[]) => unknown)(...call.args) };
  } catch (cause) {
    return { id: call.id, code: cause instanceof CryptoError ? cause.code : "E_INTERNAL" };
  }
}

export interface Connection {
  call(verb: string, args: readonly unknown[]): Promise<unknown>;
  /** Rejects every open call with E_STATE: the other side is gone. */
  close(): void;
}

/** The calling side of `serve`. Failures arrive as CryptoError with the code alone. */
export function connect(endpoint: Endpoint): Connection {
  const open = new Map<number, { resolve: (value: unknown) => void; reject: (cause: CryptoError) => void }>();
  let last = 0;
  let closed = false;
  endpoint.addEventListener("message", (event) => {
    const reply = event.data as Answer;
    const waiting = open.get(reply.id);
    if (waiting === undefined) return;
    open.delete(reply.id);
    if ("code" in reply) waiting.reject(new CryptoError(reply.code));
    else waiting.resolve(reply.value);
  });
  endpoint.start?.();
  return {
    call: (verb, args) =>
      new Promise((resolve, reject) => {
        if (closed) { reject(new CryptoError("E_STATE")); return; }
        const id = ++last;
        open.set(id, { resolve, reject });
        endpoint.postMessage({ id, verb, args } satisfies Call, portsIn(args));
      }),
    close: () => {
      closed = true;
      for (const waiting of open.values()) waiting.reject(new CryptoError("E_STATE"));
      open.clear();
    },
  };
}

/** Ports among the arguments, or one level inside them. */
function portsIn(args: readonly unknown[]): MessagePort[] {
  return args.flatMap((arg) => [arg, ...valuesOf(arg)]).filter(isPort);
}

function valuesOf(arg: unknown): unknown[] {
  const isRecord = typeof arg === "object" && arg !== null && !ArrayBuffer.isView(arg) && !Array.isArray(arg) && !isPort(arg);
  return isRecord ? Object.values(arg as Record<string, unknown>) : [];
}

function isPort(value: unknown): value is MessagePort {
  return typeof MessagePort !== "undefined" && value instanceof MessagePort;
}
