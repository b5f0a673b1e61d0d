import "server-only";
import { createHash } from "node:crypto";
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { AwsV4Signer } from "aws4fetch";
import { StoreError } from "./evidence-store";

/** A socket on which nothing moves for so long is given up. */
const TIMEOUT_MS = 30_000;

export type BucketSettings = {
  /** Of the bucket: `https://host/bucket` or `https://bucket.host`, without a trailing slash. */
  readonly url: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
  readonly timeoutMs?: number;
  /** How many keys an answer lists; 1000, and no store gives more. */
  readonly listed?: number;
};

export type BucketAnswer = { readonly status: number; readonly body: Buffer };
export type BucketCall = {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: readonly Uint8Array[];
};

/** The S3 protocol's requests, signed (Signature Version 4, over the body too). Bodies are held whole. */
export class BucketClient {
  readonly #settings: BucketSettings;
  readonly #agent: HttpAgent;

  constructor(settings: BucketSettings) {
    this.#settings = settings;
    this.#agent = settings.url.startsWith("https:") ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  /** The answer, whatever it says, unless it is an error of the object store: then and when there is none, StoreError. */
  async call(method: "GET" | "PUT" | "DELETE", key: string, { query = {}, headers = {}, body = [] }: BucketCall = {}): Promise<BucketAnswer> {
    const { keyId, secret, region } = this.#settings;
    const url = new URL(`${this.#settings.url}/${key}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const signer = new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers, "x-amz-content-sha256": sha256(body) },
      accessKeyId: keyId,
      secretAccessKey: secret,
      service: "s3",
      region,
    });
    const signed = await signer.sign();
    const length = body.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const sent = { ...Object.fromEntries(signed.headers), "content-length": String(length) };
    const answer = await this.#send(method, signed.url, sent, body);
    if (answer.status === 507 || answer.body.includes("<Code>QuotaExceeded</Code>")) throw new StoreError("full");
    if (answer.status >= 500 || answer.status === 429) throw unavailable(`status ${answer.status}`);
    return answer;
  }

  async #send(method: string, url: URL, headers: Record<string, string>, body: readonly Uint8Array[]): Promise<BucketAnswer> {
    const open = url.protocol === "https:" ? httpsRequest : httpRequest;
    for (;;) {
      const request = open(url, { method, headers, agent: this.#agent });
      request.setTimeout(this.#settings.timeoutMs ?? TIMEOUT_MS, () => request.destroy(new Error("nothing moved")));
      try {
        return await exchange(request, body);
      } catch (error) {
        // A kept connection may have been closed at the other end just now; a new one has not.
        if (!request.reusedSocket || !wasReset(error)) throw unavailable(error);
      }
    }
  }
}

function exchange(request: ClientRequest, body: readonly Uint8Array[]): Promise<BucketAnswer> {
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      readWhole(response).then((bytes) => resolve({ status: response.statusCode ?? 0, body: bytes }), reject);
    });
    for (const part of body) request.write(part);
    request.end();
  });
}

async function readWhole(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function sha256(body: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of body) hash.update(part);
  return hash.digest("hex");
}

function wasReset(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}

function unavailable(cause: unknown): StoreError {
  return new StoreError("unavailable", { cause });
}
