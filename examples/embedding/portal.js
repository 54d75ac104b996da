// The page asks through attributes and hears through events.
const element = document.querySelector("career-path");
const told = document.querySelector("#told");

document.querySelector("#role").addEventListener("change", (event) => element.setAttribute("from", event.target.value));
element.addEventListener("career-path-answer", ({ detail: { paths } }) => {
  told.textContent = paths.length ? `The best path has ${paths[0].hops} steps.` : "There is no path.";
});
element.addEventListener("career-path-error", ({ detail }) => {
  told.textContent = detail.message;
});
element.addEventListener("career-path-open", (event) => {
  if (!event.detail.role) return; // the element follows other links
  event.preventDefault();
  told.textContent = `The portal would now open its own page of ${event.detail.role}.`;
});
