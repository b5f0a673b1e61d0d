/** Two lockers are two processes to PostgreSQL: each has its own connection. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import { database, db } from "../db";
import { PostgresLocker } from "./postgres-locker";

const ID = "0123456789abcdef0123456789abcdef";
const OTHER = `f${ID.slice(1)}`;
const never = new AbortController().signal;
const nothing = (): void => undefined;
let close = (): Promise<void> => Promise.resolve();
let [here, there] = [new PostgresLocker(""), new PostgresLocker("")];

beforeAll(async () => {
  close = await openForTests("postgresql");
  const url = database().url ?? "";
  [here, there] = [new PostgresLocker(url), new PostgresLocker(url)];
});
afterAll(async () => {
  await here.close();
  await there.close();
  await close();
});

describe("the lock of an upload", () => {
  it("is one among all processes: the second waits until the first, when asked, lets go", async () => {
    const order: string[] = [];
    const first = here.newLock(ID);
    await first.lock(never, async () => {
      order.push("asked");
      await first.unlock();
    });
    const second = there.newLock(ID);
    await second.lock(never, nothing);
    order.push("held there");
    expect(order).toEqual(["asked", "held there"]);
    await second.unlock();
  });

  it("is one within a process too", async () => {
    const first = here.newLock(ID);
    await first.lock(never, () => first.unlock());
    const second = here.newLock(ID);
    await second.lock(never, nothing);
    await expect(first.unlock()).resolves.toBeUndefined(); // it is the second's by now
  });

  it("of another upload is another", async () => {
    const locks = [here.newLock(ID), there.newLock(OTHER)];
    for (const lock of locks) await lock.lock(never, () => { throw new Error("nobody wants this one"); });
    for (const lock of locks) await lock.unlock();
  });

  it("is not waited for once the request is over", async () => {
    const first = here.newLock(ID);
    await first.lock(never, nothing);
    const ended = new AbortController();
    const waiting = there.newLock(ID).lock(ended.signal, nothing);
    ended.abort();
    await expect(waiting).rejects.toMatchObject({ status_code: 500 });
    await first.unlock();
  });

  it("whoever asks is not asked by himself", async () => {
    const first = here.newLock(ID);
    const asked = vi.fn();
    await first.lock(never, () => first.unlock());
    const second = there.newLock(ID);
    await second.lock(never, asked);
    const third = there.newLock(OTHER); // its round trips come after whatever was told before
    await third.lock(never, nothing);
    await third.unlock();
    expect(asked).not.toHaveBeenCalled();
    await second.unlock();
  });

  it("falls with the connection: its holder is told to stop, and both sides can lock again", async () => {
    const stopped = new Promise<void>((resolve) => {
      void here.newLock(ID).lock(never, resolve).then(() => db().$queryRaw`
        SELECT pg_terminate_backend(pid)::text FROM pg_locks WHERE locktype = 'advisory'`);
    });
    await stopped;
    const elsewhere = there.newLock(ID);
    await elsewhere.lock(never, nothing);
    await elsewhere.unlock();
    await here.newLock(ID).unlock();
    const again = here.newLock(ID);
    await again.lock(never, nothing);
    await again.unlock();
  });
});
