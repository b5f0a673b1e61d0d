import { beforeEach, describe, expect, it } from "vitest";
import { forgetProcessState } from "../process-state";
import { takeAddressToken } from "./address-bucket";
import { delaySecondsFor, recordFailure, recordSuccess } from "./attempt-delay";
import { spendQuota } from "./quota";

beforeEach(() => forgetProcessState());

describe("the wait before an attempt is judged", () => {
  it("begins after three failures, doubles, and stops at 30 seconds", () => {
    const waits: number[] = [];
    for (let failures = 0; failures < 10; failures++) {
      waits.push(delaySecondsFor("grey-heron-10", 1000));
      recordFailure("grey-heron-10", 1000);
    }
    expect(waits).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 30, 30]);
  });

  it("belongs to one handle, ends with a success, and is forgotten after a quarter of an hour", () => {
    for (let i = 0; i < 6; i++) recordFailure("grey-heron-10", 1000);
    expect(delaySecondsFor("grey-stork-11", 1000)).toBe(0);
    expect(delaySecondsFor("grey-heron-10", 1000 + 901)).toBe(0);
    recordSuccess("grey-heron-10");
    expect(delaySecondsFor("grey-heron-10", 1000)).toBe(0);
  });
});

describe("the address bucket", () => {
  const from = (address?: string) =>
    new Request("http://localhost/", address === undefined ? {} : { headers: { "x-forwarded-for": address } });
  const take = (address: string | undefined, times: number, now: number) =>
    Array.from({ length: times }, () => takeAddressToken(from(address), now)).filter(Boolean).length;

  it("gives a burst, then what time brings", () => {
    expect(take("198.51.100.1", 100, 5000)).toBe(60);
    expect(take("198.51.100.1", 100, 5010)).toBe(10);
  });

  it("goes by the last hop, since the others are the client's own word", () => {
    expect(take("10.0.0.1, 198.51.100.1", 60, 5000)).toBe(60);
    expect(take("10.0.0.2, 198.51.100.1", 5, 5000)).toBe(0);
  });

  it("does not share one bucket among everybody behind a proxy of this machine", () => {
    expect(take("127.0.0.1", 200, 5000)).toBe(200);
    expect(take("::ffff:127.0.0.1", 200, 5000)).toBe(200);
    expect(take(undefined, 200, 5000)).toBe(200);
  });
});

describe("quotas", () => {
  it("an account that spent its hour waits for the next; others go on", () => {
    const spend = (user: string, now: number) => spendQuota(user, "dossiers", 150, now);
    expect([spend("a", 0), spend("a", 10), spend("b", 10), spend("a", 3600)]).toEqual([true, false, true, true]);
  });

  it("all accounts together have a limit too", () => {
    const passed = Array.from({ length: 20 }, (_, n) => spendQuota(`user ${n}`, "dossiers", 200, 0)).filter(Boolean);
    expect(passed).toHaveLength(8);
  });
});
