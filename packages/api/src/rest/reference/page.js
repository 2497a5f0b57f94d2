/*
 * Starts Swagger UI on the page of the API reference, and puts right the markup that
 * keeps people with a keyboard or a screen reader out. A file of its own, because the
 * policy of our pages allows no inline script.
 */

/** What a person reads out loud is one button: no link inside it, no second one beside it. */
const operationSummary = (_original, { React: { createElement: h } }) =>
  function OperationSummary({ isShown, toggleShown, operationProps }) {
    const { method, path, op, summary, security } = operationProps.toObject();
    // None named, or one of those named asks for nothing.
    const open = !security?.size || security.some((scheme) => scheme.isEmpty());
    return h(
      "div",
      { className: "opblock-summary" },
      h(
        "button",
        {
          type: "button",
          className: "opblock-summary-control",
          "aria-expanded": isShown,
          onClick: toggleShown,
        },
        h("span", { className: "opblock-summary-method" }, method.toUpperCase()),
        h("span", { className: "opblock-summary-path", "data-path": path }, path),
        h("span", { className: "opblock-summary-description" }, op.get("summary") || summary),
        open ? null : h("span", { className: "needs" }, "Needs authorization"),
      ),
    );
  };

/** A field beside the name of its parameter is not labelled by it; inside a label it is. */
const parameterField = (Original, { React: { createElement: h } }) =>
  function ParameterField(props) {
    if (!props.description) return h(Original, props);
    return h(
      "label",
      { className: "named" },
      h("span", { className: "unseen" }, props.description),
      h(Original, props),
    );
  };

const textArea = (Original, { React: { createElement: h } }) =>
  function TextArea(props) {
    const isBody = String(props.className).includes("body-param__text");
    return h(Original, isBody ? { "aria-label": "Request body", ...props } : props);
  };

/** What scrolls can be reached by keyboard. */
const plainText = (_original, { React: { createElement: h } }) =>
  function PlainText({ className = "", children }) {
    return h("pre", { className: `microlight ${className}`, tabIndex: 0 }, children);
  };

/** A button is called what stands on it. */
const button = (Original, { React: { createElement: h } }) =>
  function Button(props) {
    const written = typeof props.children === "string";
    return h(Original, written ? { ...props, "aria-label": undefined } : props);
  };

/** A schema without a title of its own left its button with nothing to say. */
const accordion = (Original, { React: { createElement: h } }) =>
  function Accordion({ children, ...props }) {
    return h(Original, props, h("span", { className: "unseen" }, "Details "), children);
  };

const closeIcon = (_original, { React: { createElement: h } }) =>
  function CloseIcon() {
    return h("span", null, "Close");
  };

/** A dialog says that it is one, takes the focus, and gives it back. */
const dialog = (Original, { React }) =>
  function Dialog(props) {
    const frame = React.useRef(null);
    // Asked while it is drawn: once it stands, a field of its own has the focus already.
    const [before] = React.useState(() => document.activeElement);
    React.useEffect(() => {
      frame.current?.focus();
      return () => before?.focus();
    }, [before]);
    return React.createElement(
      "div",
      { ref: frame, role: "dialog", "aria-modal": true, "aria-label": "Authorize", tabIndex: -1 },
      React.createElement(Original, props),
    );
  };

/** There is one server: nothing to choose. */
const servers = (_original, { React: { createElement: h } }) =>
  function Servers() {
    return h("p", null, "Every address here begins with ", h("code", null, "/api/v1"), ".");
  };

SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  tryItOutEnabled: true,
  // Its colours are fixed ones, made for one dark ground.
  syntaxHighlight: { activated: false },
  plugins: [
    {
      wrapComponents: {
        OperationSummary: operationSummary,
        JsonSchemaForm: parameterField,
        TextArea: textArea,
        PlainTextViewer: plainText,
        Button: button,
        JSONSchema202012Accordion: accordion,
        CloseIcon: closeIcon,
        authorizationPopup: dialog,
        ServersContainer: servers,
      },
    },
  ],
});
