/**
 * Calls over postMessage: {id, verb, args} one way, {id, value} or {id, code} back. Only codes cross on failure: a message could
 * carry input. MessagePorts among the arguments are transferred; bytes are copied unless the answer is marked by `handOver`.
 */
import { CryptoError, type CryptoCode } from "./crypto-error";

export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

export type Verbs = Readonly<Record<string, (...args: never[]) => unknown>>;

/** The same verbs, each answering with a promise. */
export type Remote<V> = {
  readonly [Name in keyof V]: V[Name] extends (...args: infer Args) => infer Value ? (...args: Args) => Promise<Awaited<Value>> : never;
};

interface Call {
  readonly id: number;
  readonly verb: string;
  readonly args: readonly unknown[];
}

type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly code: CryptoCode };

class HandOver {
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes;
  }
}

/** Marks a verb's answer as the caller's own: its buffer is moved, not copied, so nothing here may keep it. */
export function handOver(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new HandOver(bytes) as unknown as Uint8Array<ArrayBuffer>;
}

/** Answers the calls that arrive at `endpoint` with `verbs`; own properties only. */
export function serve(endpoint: Endpoint, verbs: Verbs): void {
  endpoint.addEventListener("message", (event) => {
    const call = event.data as Call;
    void answer(verbs, call).then(({ reply, transfer }) => endpoint.postMessage(reply, transfer));
  });
}

async function answer(verbs: Verbs, call: Call): Promise<{ reply: Answer; transfer: Transferable[] }> {
  try {
    const verb = Object.hasOwn(verbs, call.verb) ? verbs[call.verb] : undefined;
    if (verb === undefined) throw new CryptoError("E_STATE");
    const value = await (verb as (...args: readonly unknown[]) => unknown)(...call.args);
    if (value instanceof HandOver) return { reply: { id: call.id, value: value.bytes }, transfer: [value.bytes.buffer] };
    return { reply: { id: call.id, value }, transfer: [] };
  } catch (cause) {
    const code: CryptoCode = cause instanceof CryptoError ? cause.code : "E_INTERNAL";
    return { reply: { id: call.id, code }, transfer: [] };
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
  return {
    call: (verb, args) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new CryptoError("E_STATE"));
        const id = ++last;
        open.set(id, { resolve, reject });
        endpoint.postMessage({ id, verb, args } satisfies Call, args.filter(isPort));
      }),
    close: () => {
      closed = true;
      for (const waiting of open.values()) waiting.reject(new CryptoError("E_STATE"));
      open.clear();
    },
  };
}

function isPort(value: unknown): value is MessagePort {
  return typeof MessagePort !== "undefined" && value instanceof MessagePort;
}
