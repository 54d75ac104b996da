import { describe, expect, test } from "vitest";
import { cut, heightOf, lines, longestWord, widthOf, type Face } from "../src/picture/text";

/** Without a browser a letter is 6 pixels wide, one of Chinese or Japanese 10. */
const FACE: Face = { size: 10, weight: 400, line: 12 };
const TITLES = [
  "Donaudampfschifffahrtsgesellschaftskapitänsanwärterin",
  "Deputy Head of Everything That Nobody Else in the Whole Company Wants to Do at Night",
  "シニア機械学習プラットフォームエンジニアリングマネージャー",
  "كبير مهندسي تعلم الآلة والبنية التحتية للبيانات",
  "Quality-Assurance-and-Release-Automation-Engineer",
  "A/B",
  "",
];

describe("lines of a title", () => {
  test("words stay whole where they fit", () => {
    expect(lines("Data Engineer", 120, FACE)).toEqual(["Data Engineer"]);
    expect(lines("Senior Applied AI Engineering Manager", 126, FACE)).toEqual(["Senior Applied AI", "Engineering Manager"]);
  });

  test("a word longer than a line is divided evenly, at its own hyphens if it has some", () => {
    expect(lines("Anthropologists", 72, FACE)).toEqual(["Anthropo-", "logists"]);
    expect(lines("Quality-Assurance-Engineer", 110, FACE)).toEqual(["Quality-Assurance-", "Engineer"]);
    expect(lines("مهندسوالبيانات", 50, FACE).join("")).not.toContain("-");
  });

  test.each([40, 66, 90, 158, 400])("no line is wider than the room, and nothing is lost (%i)", (width) => {
    for (const title of TITLES) {
      const found = lines(title, width, FACE, 100);
      for (const line of found) expect(widthOf(line, FACE)).toBeLessThanOrEqual(width);
      const bare = (text: string) => text.replace(/[\s-]/g, "");
      expect(bare(found.join(""))).toBe(bare(title));
      expect(heightOf([title], width, FACE, 20)).toBeGreaterThanOrEqual(20);
    }
  });

  test("what is beyond the last line is cut and says so", () => {
    expect(lines("one two three four five six seven", 48, FACE, 3)).toEqual(["one two", "three", "four fi…"]);
    expect(cut("Machine Learning", 48, FACE)).toBe("Machine…");
  });

  test("the longest word and the tallest title decide about a box", () => {
    expect(longestWord(["Head of Engineering", "CTO"], FACE)).toBe(66);
    expect(heightOf(["one two three four"], 48, FACE, 10)).toBe(3 * 12 + 8);
  });
});
