/** Where boxed values wait on this device: IndexedDB, under opaque keys. Nothing in it is readable without the vault. */
import type { BoxedStore } from "./client";

const DATABASE = "sealpost";
const STORE = "boxed";

function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("storage"));
  });
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return requested(request);
}

export function createIndexedDbStore(): BoxedStore {
  const database = openDatabase();
  const store = async (mode: IDBTransactionMode) => (await database).transaction(STORE, mode).objectStore(STORE);
  return {
    async get(key) {
      const value: unknown = await requested((await store("readonly")).get(key));
      return value instanceof Uint8Array ? value : null;
    },
    async put(key, value) {
      await requested((await store("readwrite")).put(value, key));
    },
    async remove(key) {
      await requested((await store("readwrite")).delete(key));
    },
  };
}

/** For scripts and tests. */
export function createMemoryStore(): BoxedStore {
  const values = new Map<string, Uint8Array>();
  return {
    get: (key) => Promise.resolve(values.get(key) ?? null),
    put: (key, value) => Promise.resolve(void values.set(key, value)),
    remove: (key) => Promise.resolve(void values.delete(key)),
  };
}
