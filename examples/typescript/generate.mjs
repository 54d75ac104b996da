// Writes src/operations.ts: the operations of ../operations.graphql with the types of their variables and answers, from the committed schema.
import { readFileSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as document from "@graphql-codegen/typed-document-node";
import * as operations from "@graphql-codegen/typescript-operations";
import { parse } from "graphql";

const read = (path) => parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const output = await codegen({
  filename: "src/operations.ts",
  schema: read("../../api/schema.graphql"),
  documents: [{ location: "operations.graphql", document: read("../operations.graphql") }],
  plugins: [{ operations: {} }, { document: {} }],
  pluginMap: { operations, document },
  config: { scalars: { ID: "string", DateTime: "string" }, enumsAsTypes: true, useTypeImports: true, skipTypename: true, documentMode: "string" },
});
writeFileSync(new URL("src/operations.ts", import.meta.url), output);
