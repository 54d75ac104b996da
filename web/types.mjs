// Writes src/questions.ts: each operation of src/questions/*.graphql as its exact text, with the types of its variables and of its answer.
//
// The text is the file's own, byte for byte, so that `ladder trust web/src/questions` registers what the page sends.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import { parse } from "graphql";

const folder = new URL("src/questions/", import.meta.url);
const documents = readdirSync(folder).sort().map((name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  return { location: name, rawSDL: text, document: parse(text) };
});

/** One constant an operation, after the types that typescript-operations writes. */
const questions = {
  plugin: () => documents.map(({ document, rawSDL }) => {
    const { name } = document.definitions.find(({ kind }) => kind === "OperationDefinition");
    return `export const ${name.value} = question<${name.value}Query, ${name.value}QueryVariables>(${JSON.stringify(rawSDL)});`;
  }).join("\n"),
};

const output = await codegen({
  filename: "src/questions.ts",
  schema: parse(readFileSync(new URL("../api/schema.graphql", import.meta.url), "utf8")),
  documents,
  plugins: [{ head: {} }, { operations: {} }, { questions: {} }],
  pluginMap: { head: { plugin: () => 'import { question } from "./ask";\n' }, operations, questions },
  config: { scalars: { ID: "string", DateTime: "string" }, enumsAsTypes: true, useTypeImports: true, skipTypename: true, inlineFragmentTypes: "combine", avoidOptionals: { field: true } },
});
writeFileSync(new URL("src/questions.ts", import.meta.url), `// Written by types.mjs.\n${output}\n`);
