import { describe, expect, it } from "vitest";
import { sortRows } from "./sort-rows";

describe("sorting a table", () => {
  it("orders words by language and numbers in words by size", () => {
    expect(sortRows(["b10", "Å", "b9", "a"], (row) => row, "ascending")).toEqual(["a", "Å", "b9", "b10"]);
  });

  it("orders numbers and days, and leaves the rows that it was given alone", () => {
    const rows = [3, 1, 2];
    expect(sortRows(rows, (row) => row, "descending")).toEqual([3, 2, 1]);
    expect(rows).toEqual([3, 1, 2]);
    const days = ["2020-02-01", "2019-12-31"].map((day) => new Date(day));
    expect(sortRows(days, (row) => row, "ascending").map((day) => day.getUTCFullYear())).toEqual([2019, 2020]);
  });

  it("keeps equal rows in their order both ways", () => {
    const rows = [
      { key: 1, id: "a" },
      { key: 1, id: "b" },
      { key: 0, id: "c" },
    ];
    expect(sortRows(rows, (row) => row.key, "ascending").map((row) => row.id)).toEqual(["c", "a", "b"]);
    expect(sortRows(rows, (row) => row.key, "descending").map((row) => row.id)).toEqual(["a", "b", "c"]);
  });
});
