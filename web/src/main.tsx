import { render } from "preact";
import { AddressProvider } from "./address";
import { App } from "./app";
import "./style/base.css";
import "./style/parts.css";
import "./style/picture.css";
import "./style/print.css";

// The address of the page changes without loading it anew, and relative addresses in it must not change their meaning.
for (const link of document.querySelectorAll<HTMLLinkElement>("link[href]")) link.href = new URL(link.href).href;

render(
  <AddressProvider>
    <App />
  </AddressProvider>,
  document.getElementById("page")!,
);
