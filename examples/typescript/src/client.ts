// Finds two roles by what a person typed and prints the way between them: node dist/client.js URL FROM TO [KEY]
import { CareerPathDocument, FindRoleDocument, type TypedDocumentString } from "./operations.js";

const [url = "http://127.0.0.1:8000/graphql", from = "junior ml engineer", to = "staff data engineer", key] = process.argv.slice(2);

async function ask<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Result> {
  const headers: Record<string, string> = { "Content-Type": "application/json", Accept: "application/graphql-response+json" };
  if (key) headers.Authorization = `Bearer ${key}`;
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query: document.toString(), variables }) });
  const { data, errors } = (await response.json()) as { data?: Result; errors?: { message: string; extensions: { code: string } }[] };
  if (errors || !data) throw new Error(errors?.map((error) => `${error.extensions.code}: ${error.message}`).join("\n") ?? response.statusText);
  return data;
}

async function roleId(text: string): Promise<string> {
  const { search } = await ask(FindRoleDocument, { text });
  if (!search[0]) throw new Error(`No role is called anything like ${text}.`);
  return search[0].id;
}

const { shortestPath } = await ask(CareerPathDocument, { from: await roleId(from), to: await roleId(to) });
console.log(shortestPath?.summary);
for (const step of shortestPath?.steps ?? []) {
  console.log(`${step.from.title} → ${step.to.title}: ${step.kind}, ${step.time.min ?? "?"}–${step.time.max ?? "?"} months (${step.time.basis})`);
}
console.log(`To learn: ${shortestPath?.gap.learn.map(({ skill }) => skill.name).join(", ")}`);
