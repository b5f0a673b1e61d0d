import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { ERRORS, type Lock, type Locker, type RequestRelease } from "@tus/server";
import { Client } from "pg";
import { reportBug } from "../report-bug";

const CHANNEL = "sealpost_upload_wanted";
/** Between two tries for a lock that somebody has. */
const TRY_AGAIN_MS = 50;
/** As long as tus's own locker waits. */
const GIVE_UP_MS = 30_000;
/** A machine that is gone without a word loses its locks after about half a minute. */
const KEEP_ALIVE = "SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

/** `session` is null while the lock is asked for. */
type Holder = { readonly requestRelease: RequestRelease; session: Client | null };

/**
 * Locks of uploads among all processes that serve one PostgreSQL: an advisory lock for each, all on one connection of this
 * process, so that they fall with it. Whoever wants a lock asks its holder to let go, here or by NOTIFY, and tries until
 * it is free: a lock that was waited for in the database would hold up all others on this connection.
 */
export class PostgresLocker implements Locker {
  readonly #url: string;
  readonly #name = randomUUID();
  readonly #holders = new Map<string, Holder>();
  readonly #lost = new WeakSet<Client>();
  #session: Promise<Client> | null = null;
  #lastQuery: Promise<unknown> = Promise.resolve();

  constructor(url: string) {
    this.#url = url;
  }

  /** `id` is 32 hex digits. lock() throws tus's ERR_LOCK_TIMEOUT after 30 seconds, or the database's error. */
  newLock(id: string): Lock {
    return {
      lock: (signal, requestRelease) => this.#lock(id, signal, requestRelease),
      unlock: () => this.#unlock(id),
    };
  }

  async close(): Promise<void> {
    await (await this.#session)?.end();
  }

  async #lock(id: string, signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    const giveUp = AbortSignal.any([signal, AbortSignal.timeout(GIVE_UP_MS)]);
    while (!giveUp.aborted) {
      if (await this.#tryLock(id, requestRelease)) return;
      await pause(TRY_AGAIN_MS, undefined, { signal: giveUp }).catch(() => undefined);
    }
    throw Object.assign(new Error("the lock of an upload was not given"), ERRORS.ERR_LOCK_TIMEOUT);
  }

  async #tryLock(id: string, requestRelease: RequestRelease): Promise<boolean> {
    const present = this.#holders.get(id);
    if (present !== undefined) {
      if (present.session !== null) await present.requestRelease();
      return false;
    }
    const holder: Holder = { requestRelease, session: null };
    this.#holders.set(id, holder); // the database would give it to this connection twice
    try {
      const session = await this.#open();
      const { rows } = await this.#query<{ got: boolean }>(session, "SELECT pg_try_advisory_lock($1) AS got", [keyOf(id)]);
      if (rows[0]?.got === true) holder.session = session;
      else await this.#query(session, "SELECT pg_notify($1, $2)", [CHANNEL, `${id} ${this.#name}`]);
    } finally {
      if (holder.session === null) this.#holders.delete(id);
    }
    return holder.session !== null;
  }

  async #unlock(id: string): Promise<void> {
    const session = this.#holders.get(id)?.session ?? null;
    if (session === null) throw new Error("an upload that was not locked");
    // A connection that is gone has taken the lock with it.
    await this.#query(session, "SELECT pg_advisory_unlock($1)", [keyOf(id)]).catch(() => undefined);
    this.#holders.delete(id);
  }

  /** One after the other: pg is to refuse several at once. */
  #query<R extends Record<string, unknown>>(session: Client, sql: string, values: readonly string[]): Promise<{ rows: R[] }> {
    const answer = this.#lastQuery.then(() => session.query<R>(sql, [...values]));
    this.#lastQuery = answer.catch(() => undefined);
    return answer;
  }

  #open(): Promise<Client> {
    this.#session ??= this.#connect().catch((error: unknown) => {
      this.#session = null;
      throw error;
    });
    return this.#session;
  }

  async #connect(): Promise<Client> {
    const session = new Client({ connectionString: this.#url, keepAlive: true });
    session.on("error", (error) => this.#lose(session, error));
    session.on("end", () => this.#lose(session));
    session.on("notification", ({ payload = "" }) => {
      const [id = "", name] = payload.split(" ");
      const holder = name === this.#name ? undefined : this.#holders.get(id);
      if (holder?.session === session) void holder.requestRelease();
    });
    await session.connect();
    await session.query(`${KEEP_ALIVE}; LISTEN ${CHANNEL}`);
    return session;
  }

  /** The locks are gone, and others may have them: whoever writes under one is to stop. pg tells it several times. */
  #lose(session: Client, error?: Error): void {
    if (this.#lost.has(session)) return;
    this.#lost.add(session);
    this.#session = null;
    if (error !== undefined) reportBug("upload locks", error);
    for (const holder of this.#holders.values()) if (holder.session === session) void holder.requestRelease();
  }
}

/** A lock's name in PostgreSQL is 64 bits: the first half of the random id. */
function keyOf(id: string): string {
  return BigInt.asIntN(64, BigInt(`0x${id.slice(0, 16)}`)).toString();
}
