/**
 * `<career-path from="…" to="…">`: the paths from one role or level to another on a page of any site, as one script.
 *
 * docs/explorer.md lists its attributes, events and custom properties. It draws into a shadow root, so that neither page nor element restyle each other.
 */
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { AddressAt, leaveLinks } from "./address";
import { Answered, useAnswer } from "./answer";
import { Paths, Vocabulary as VocabularyQuestion, type PathsQuery } from "./questions";
import base from "./style/base.css?inline";
import component from "./style/component.css?inline";
import parts from "./style/parts.css?inline";
import picture from "./style/picture.css?inline";
import { PathResult } from "./views/path";
import { readQuestion, variablesOf } from "./views/path_question";
import { Vocabulary } from "./vocabulary";

const ATTRIBUTES = ["from", "to", "by", "max", "kinds", "via", "avoid", "rise", "confirmed", "family", "unknown", "skills", "tools", "show"];

const sheet = new CSSStyleSheet();
sheet.replaceSync([base, parts, picture, component].join("\n").replaceAll(":root", ":host"));

class CareerPath extends HTMLElement {
  static observedAttributes = ATTRIBUTES;
  private drawing = this.attachShadow({ mode: "open" });

  connectedCallback(): void {
    this.drawing.adoptedStyleSheets = [sheet];
    this.drawing.addEventListener("click", (event) => this.clicked(event as MouseEvent), { capture: true });
    this.draw();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.draw();
  }

  disconnectedCallback(): void {
    render(null, this.drawing);
  }

  private draw(): void {
    const given = ATTRIBUTES.flatMap((name) => (this.hasAttribute(name) ? [[name, this.getAttribute(name)!]] : []));
    render(
      <AddressAt path="/path" params={new URLSearchParams(given)}>
        <Asked params={new URLSearchParams(given)} tell={(name, detail) => this.tell(name, detail)} />
      </AddressAt>,
      this.drawing,
    );
  }

  private tell(name: string, detail: unknown): boolean {
    return this.dispatchEvent(new CustomEvent(`career-path-${name}`, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  /** Another alternative is shown here; any other link is the page's to follow, unless it follows it itself. */
  private clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest?.("a");
    const href = link?.getAttribute("href");
    if (!link || !href) return;
    const url = new URL(href, location.href);
    if (link.closest(".alternatives")) {
      event.preventDefault();
      this.setAttribute("show", url.searchParams.get("show") ?? "1");
    } else if (!this.tell("open", { href: url.href, role: /\/roles\/([^/]+)$/.exec(url.pathname)?.[1] ?? null })) event.preventDefault();
  }
}

function Asked({ params, tell }: { params: URLSearchParams; tell: (name: string, detail: unknown) => void }) {
  const vocabulary = useAnswer(VocabularyQuestion, {});
  const variables = variablesOf(readQuestion(params));
  const paths = useAnswer(Paths, variables);
  useEffect(() => {
    if (paths.answer) tell("answer", { paths: paths.answer.careerPaths.paths.map(brief) });
  }, [paths.answer]);
  const error = vocabulary.error ?? paths.error;
  useEffect(() => {
    if (error) tell("error", { code: error.code, message: error.message });
  }, [error]);
  if (!variables) return <p class="soft">This element needs the attributes “from” and “to”: ids of roles, or level:ID@FAMILY.</p>;
  return (
    <Answered asked={vocabulary}>
      {(known) => (
        <Vocabulary.Provider value={known}>
          <Answered asked={paths}>{({ careerPaths }) => <PathResult found={careerPaths} asked={variables} />}</Answered>
        </Vocabulary.Provider>
      )}
    </Answered>
  );
}

const brief = ({ roles, hops, time }: PathsQuery["careerPaths"]["paths"][number]) => ({ roles: roles.map(({ id }) => id), hops, months: { min: time.min, max: time.max } });

leaveLinks();
if (!customElements.get("career-path")) customElements.define("career-path", CareerPath);
