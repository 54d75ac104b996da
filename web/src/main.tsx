import { render } from "preact";
import { AddressProvider } from "./address";
import { App } from "./app";
import "./style/base.css";
import "./style/parts.css";
import "./style/picture.css";
import "./style/print.css";

render(
  <AddressProvider>
    <App />
  </AddressProvider>,
  document.getElementById("page")!,
);
