import { describe, expect, it } from "vitest";
import { TransferRate } from "./transfer-rate";

function play(samples: readonly (readonly [atMs: number, bytes: number])[]): number {
  const rate = new TransferRate();
  for (const [atMs, bytes] of samples) rate.add(bytes, atMs);
  return rate.bytesPerSecond;
}

describe("speed of a transfer", () => {
  it("is not guessed from a single moment", () => {
    expect(play([[0, 500]])).toBe(0);
    expect(play([[0, 0], [100, 900_000]])).toBe(0);
  });

  it("is bytes per second over the last seconds only", () => {
    expect(play([[0, 0], [2_000, 2_000_000]])).toBe(1_000_000);
    const slowThenFast = [[0, 0], [20_000, 1_000], [22_000, 4_001_000], [24_000, 8_001_000]] as const;
    expect(play(slowThenFast)).toBe(2_000_000);
  });

  it("begins anew when the transfer begins again from an earlier byte", () => {
    expect(play([[0, 0], [2_000, 8_000_000], [3_000, 1_000], [5_000, 2_001_000]])).toBe(1_000_000);
  });
});
