import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import { GET as me } from "@/app/api/me/route";
import { db } from "../db";
import { forgetProcessState } from "../process-state";
import { accountOf, logIn, makeUser } from "../testing/accounts";
import { call } from "../testing/call";
import { storeAccount } from "./check-account";

const user = makeUser(1);
let close = (): Promise<void> => Promise.resolve();

beforeAll(async () => {
  close = await openForTests("pglite");
  const { slots, ...account } = accountOf(user);
  await db().$transaction((tx) => storeAccount(tx, user.id, { ...account, slots } as never));
});
afterAll(() => close());
beforeEach(() => forgetProcessState());

describe("log-in", () => {
  it("a signed challenge opens a session", async () => {
    const cookie = await logIn(user);
    const answered = await call({ GET: me }, "GET", { cookie });
    expect(answered.status).toBe(200);
  });
});
