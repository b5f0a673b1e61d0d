import { describe, expect, it } from "vitest";
import { parsePartialDate } from "./partial-date";

describe("a date known to the year, month or day", () => {
  it.each([
    ["2019", "2019", "year"],
    ["2019-3", "2019-03", "month"],
    [" 2019/03/07 ", "2019-03-07", "day"],
    ["2020-02-29", "2020-02-29", "day"],
  ])("reads %s as %s", (input, text, precision) => {
    expect(parsePartialDate(input)).toEqual({ text, precision });
  });

  it.each(["", "19", "2019-13", "2019-00", "2019-02-29", "2019-02-31", "07-03-2019", "0000", "2019-", "2019-03-07T00:00"])(
    "refuses %j",
    (input) => {
      expect(parsePartialDate(input)).toBeNull();
    },
  );
});
