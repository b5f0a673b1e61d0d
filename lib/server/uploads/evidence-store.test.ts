import { expect, it, vi } from "vitest";
import { StoreError, storeErrorCode } from "./evidence-store";

it("a refusal of the store is known as such when another bundle of the server made the store", async () => {
  vi.resetModules();
  const other = await import("./evidence-store");
  expect(other.StoreError).not.toBe(StoreError);
  expect(storeErrorCode(new other.StoreError("full"))).toBe("full");
  expect([storeErrorCode(new Error("of something else")), storeErrorCode("full")]).toEqual([null, null]);
});
