"use strict";
const form = document.querySelector("form");
const shown = document.querySelector("pre");

async function run() {
  const { query, variables, key } = Object.fromEntries(new FormData(form));
  const headers = { "Content-Type": "application/json", Accept: "application/graphql-response+json" };
  if (key) headers.Authorization = `Bearer ${key}`;
  try {
    const body = JSON.stringify({ query, variables: variables.trim() ? JSON.parse(variables) : {} });
    const response = await fetch("/graphql", { method: "POST", headers, body });
    shown.textContent = JSON.stringify(await response.json(), null, 2);
  } catch (error) {
    shown.textContent = String(error);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
