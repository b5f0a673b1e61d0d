/** The client as a script uses it: fetch with a cookie jar, the vault in this process, boxed values in memory. */
import { createLocalVault, openLocalFileCipher } from "@/lib/crypto/local";
import { localCleaner } from "@/lib/clean/cleaner";
import { createApi, type Fetch } from "./api";
import { createMemoryStore } from "./boxed-store";
import type { BoxedStore, Client } from "./client";

export type NodeClientOptions = {
  /** Values of an earlier client of the same device. */
  readonly store?: BoxedStore;
  /** Stands between this client and the network. */
  readonly wrap?: (send: Fetch) => Fetch;
};

/** `baseUrl` without a trailing slash; one client is one device of one person. */
export async function createNodeClient(baseUrl: string, options: NodeClientOptions = {}): Promise<Client> {
  const jar = createCookieJar();
  const vault = await createLocalVault();
  const send: Fetch = async (path, init) => {
    // Argon2id holds up this process, and a connection that was kept open would be closed by the server meanwhile.
    const headers = new Headers({ ...Object.fromEntries(new Headers(init.headers)), connection: "close" });
    for (const [name, value] of Object.entries(jar.headers())) headers.set(name, value);
    const response = await fetch(`${baseUrl}${path}`, { ...init, headers, redirect: "manual" });
    jar.take(response.headers.getSetCookie());
    return response;
  };
  return {
    api: createApi(options.wrap === undefined ? send : options.wrap(send)),
    vault,
    store: options.store ?? createMemoryStore(),
    rpId: new URL(baseUrl).hostname,
    baseUrl,
    argon: () => null,
    cleaner: localCleaner,
    fileCipher: (fid) => openLocalFileCipher(vault, fid),
    uploadBody: asSizedBuffer,
    uploadHeaders: () => jar.headers(),
  };
}

type CookieJar = { headers(): Record<string, string>; take(setCookies: readonly string[]): void };

/** Cookies of one origin. `Secure` is taken on trust: a script talks to a server of this machine. */
function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    headers: (): Record<string, string> =>
      cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    take(setCookies) {
      for (const line of setCookies) {
        const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
        if (name === undefined || value === undefined) continue;
        if (value === "" || /;\s*max-age=0\b/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
    },
  };
}

/** tus-js-client reads `size` of what it sends, and Node's sender takes a Buffer. */
function asSizedBuffer(bytes: Uint8Array): Buffer & { size: number } {
  return Object.assign(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { size: bytes.byteLength });
}
