import { describe, expect, it } from "vitest";
import { isRealDate } from "@/lib/domain/dossier";
import { cleanDateText, joinDate, modeOf, partsOf } from "./partial-date";

describe("a date as it is typed", () => {
  it.each([
    ["2019", "year"],
    ["2019-03", "month"],
    ["2019-03-07", "day"],
  ] as const)("%s is known to the %s", (text, precision) => {
    const date = joinDate("exact", text, "");
    expect(date).toEqual({ value: text, precision });
    expect(isRealDate(date)).toBe(true);
  });

  it("a span needs both ends", () => {
    expect(isRealDate(joinDate("range", "2019", "2020-05"))).toBe(true);
    expect(isRealDate(joinDate("range", "2019", ""))).toBe(false);
    expect(joinDate("range", "", "").value).toBe("");
  });

  it("what was typed comes back in the same parts", () => {
    const date = joinDate("range", "2019-03", "2020");
    expect([modeOf(date), ...partsOf(date)]).toEqual(["range", "2019-03", "2020"]);
  });

  it("digits and signs of other scripts are understood", () => {
    expect(cleanDateText("٢٠١٩/٠٣/٠٧")).toBe("2019-03-07");
    expect(cleanDateText("۱۳۹۸.۰۱")).toBe("1398-01");
    expect(cleanDateText("about 2019")).toBe("2019");
  });
});
