import { expect, test } from "vitest";
import { AskError, unwrapped } from "../src/ask";
import { csv } from "../src/picture/files";

const refusal = (status: number, body: string): AskError => {
  try {
    unwrapped(status, body);
  } catch (error) {
    return error as AskError;
  }
  throw new Error("it was answered");
};

test("data comes through whole", () => {
  expect(unwrapped(200, '{"data":{"levels":[]}}')).toEqual({ levels: [] });
});

test("an error comes with its code and its suggestions, whatever data there is", () => {
  const error = refusal(200, '{"data":{"role":null},"errors":[{"message":"There is no role.","extensions":{"code":"NOT_FOUND","suggestions":["a","b"]}}]}');
  expect([error.code, error.message, error.suggestions]).toEqual(["NOT_FOUND", "There is no role.", ["a", "b"]]);
});

test("the problem is the message without its hint", () => {
  const told = (hint: string) => refusal(200, JSON.stringify({ errors: [{ message: "There is no role 'x'. Did you mean y?", extensions: { code: "NOT_FOUND", hint } }] })).problem;
  expect(told("Did you mean y?")).toBe("There is no role 'x'.");
  expect([told(""), told("Ask for less.")]).toEqual(Array(2).fill("There is no role 'x'. Did you mean y?"));
});

test("what is no answer of the API says so", () => {
  expect(refusal(502, "<html>Bad gateway</html>").message).toContain("status 502");
  expect(refusal(200, '{"data":null}').code).toBe("INTERNAL");
  expect(refusal(200, '{"errors":[{"message":"?"}]}').suggestions).toEqual([]);
});

test("a table keeps commas, quotes and lines, and no cell becomes a formula", () => {
  const text = csv([["a", "b"], ["x,y", 'say "hi"'], ["two\nlines", null], ["=1+1", -2], ["@sum", "-a"], [true, undefined]]);
  expect(text).toBe('\ufeffa,b\r\n"x,y","say ""hi"""\r\n"two\nlines",\r\n\'=1+1,-2\r\n\'@sum,\'-a\r\ntrue,\r\n');
});
