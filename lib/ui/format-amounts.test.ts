import { describe, expect, it } from "vitest";
import { scaleBytes, scaleSeconds } from "./format-amounts";

describe("amounts that people read", () => {
  it.each([
    [0, 0, "byte"],
    [999, 999, "byte"],
    [1000, 1, "kilobyte"],
    [1_048_576, 1.048576, "megabyte"],
    [300_000_000, 300, "megabyte"],
    [4_400_000_000, 4.4, "gigabyte"],
  ])("%d bytes are %d %s", (bytes, amount, unit) => {
    expect(scaleBytes(bytes)).toEqual({ amount, unit });
  });

  it.each([
    [0, 1, "seconds"],
    [59.2, 60, "seconds"],
    [61, 2, "minutes"],
    [5400, 2, "hours"],
  ])("%d seconds are %d %s", (seconds, amount, unit) => {
    expect(scaleSeconds(seconds)).toEqual({ amount, unit });
  });
});
