"use strict";
// Draws the OpenAPI document that stands in this page. Text is only ever set as text.
(() => {
  const api = JSON.parse(document.getElementById("document").textContent);

  /** An element; strings among its children become text, with `code` between backquotes. */
  function element(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) node.setAttribute(key, value);
    for (const child of children.flat()) {
      if (child === null || child === undefined || child === "") continue;
      if (typeof child === "string") node.append(...prose(child));
      else node.append(child);
    }
    return node;
  }

  function prose(text) {
    return text.split("`").map((part, index) => {
      if (index % 2 === 0) return document.createTextNode(part);
      const code = document.createElement("code");
      code.textContent = part;
      return code;
    });
  }

  function raw(name, attributes, text) {
    const node = element(name, attributes);
    node.textContent = text;
    return node;
  }

  /** What a reference stands for; what is said beside it comes before what is said there. */
  function resolve(value) {
    if (!value || !value.$ref) return value;
    const target = value.$ref.slice(2).split("/").reduce((node, key) => node[key], api);
    const { $ref, ...beside } = value;
    return { ...resolve(target), ...beside };
  }

  const number = (value) => value.toLocaleString("en-US");

  function range(low, high, unit) {
    if (low !== undefined && high !== undefined) return `${number(low)} to ${number(high)}${unit}`;
    if (low !== undefined) return `from ${number(low)}${unit}`;
    if (high !== undefined) return `up to ${number(high)}${unit}`;
    return "";
  }

  function kind(schema) {
    schema = resolve(schema);
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
    if (schema.oneOf) return schema.oneOf.map(kind).join(" or ");
    const type = [schema.type ?? "anything"].flat().join(" or ");
    if (schema.type === "array") {
      const items = resolve(schema.items);
      return ["array", range(schema.minItems, schema.maxItems, " entries"), "of " + (items.type ?? "anything")]
        .filter(Boolean).join(", ");
    }
    return [
      type,
      schema.format === "int64" ? "" : schema.format,
      range(schema.minimum, schema.maximum, ""),
      range(schema.minLength, schema.maxLength, " characters"),
      schema.default !== undefined ? `${schema.default} if not given` : "",
    ].filter(Boolean).join(", ");
  }

  /** The fields of an object, or of what an array holds. */
  function fields(schema) {
    schema = resolve(schema);
    if (schema.type === "array") return fields(schema.items);
    if (schema.allOf) return schema.allOf.map(fields).filter(Boolean);
    if (schema.oneOf) {
      const lists = schema.oneOf.filter((option) => Object.keys(resolve(option).properties ?? {}).length > 0);
      return lists.length > 0 ? lists.map(fields) : null;
    }
    if (!schema.properties || Object.keys(schema.properties).length === 0) return null;
    const required = new Set(schema.required ?? []);
    return element("ul", { class: "fields" }, Object.entries(schema.properties).map(([name, value]) =>
      element("li", {},
        raw("span", { class: "name" }, name),
        raw("span", { class: "kind" }, kind(value) + (required.has(name) ? "" : ", optional")),
        resolve(value).description ? element("p", {}, resolve(value).description) : null,
        fields(value))));
  }

  function code(text, label) {
    const button = raw("button", { type: "button", "aria-label": `Copy ${label}` }, "Copy");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        say("Copied.");
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
      } catch {
        say("The browser does not allow copying.");
      }
    });
    return element("div", { class: "code" }, button,
      element("pre", { tabindex: "0", role: "region", "aria-label": label }, raw("code", {}, text)));
  }

  function say(text) {
    document.getElementById("status").textContent = text;
  }

  const origin = location.protocol.startsWith("http") ? location.origin : "http://127.0.0.1:8080";
  const quoted = (text) => "'" + text.replaceAll("'", "'\\''") + "'";

  /** The request as a line of shell. */
  function curl(method, path, operation) {
    const words = ["curl"];
    if (method !== "get" && !(method === "post" && operation.requestBody)) words.push("-X " + method.toUpperCase());
    let address = origin + path.replace("{id}", "1");
    words.push(/[?{]/.test(address) ? quoted(address) : address);
    const lines = [words.join(" ")];
    const scheme = Object.keys(operation.security[0] ?? {})[0];
    if (scheme) lines.push(`-H "Authorization: Bearer $${scheme === "user" ? "TOKEN" : "ADMIN_TOKEN"}"`);
    for (const parameter of (operation.parameters ?? []).map(resolve)) {
      if (parameter.in === "header") lines.push("-H " + quoted(`${parameter.name}: ${parameter.example}`));
    }
    if (operation.requestBody) {
      const schema = resolve(operation.requestBody.content["application/json"].schema);
      lines.push("-H 'Content-Type: application/json'");
      lines.push("-d " + quoted(JSON.stringify((schema.examples ?? [{}])[0])));
    }
    return lines.join(" \\\n  ");
  }

  function response(status, value) {
    value = resolve(value);
    const [type, media] = Object.entries(value.content ?? {})[0] ?? [];
    const headers = Object.keys(value.headers ?? {});
    const example = media && media.example !== undefined
      ? code(JSON.stringify(media.example, null, 2), `the example of ${status}`) : null;
    return element("details", { class: "response", ...(status < "300" ? { open: "" } : {}) },
      element("summary", {}, raw("span", { class: "status" }, status), element("span", {}, value.description)),
      element("div", { class: "content" },
        type ? element("p", {}, "As `" + type + "`" + (headers.length ? ", with " + headers.map((name) => "`" + name + "`").join(", ") : "") + ".") : null,
        media ? fields(media.schema) : null,
        example));
  }

  const who = (operation) => {
    const scheme = Object.keys(operation.security[0] ?? {})[0];
    return scheme === "administrator" ? "administrator" : scheme === "user" ? "user" : "anyone";
  };

  function article(method, path, operation) {
    const parameters = (operation.parameters ?? []).map(resolve);
    const body = operation.requestBody?.content["application/json"].schema;
    const id = operation.operationId;
    return element("article", { id, "aria-labelledby": id + "-title" },
      element("h3", { id: id + "-title" }, element("a", { href: "#" + id },
        raw("span", { class: "method " + method }, method.toUpperCase()), raw("span", { class: "path" }, path))),
      element("p", { class: "lead" }, operation.summary),
      operation.description ? element("p", {}, operation.description) : null,
      raw("p", { class: "who" }, "For: " + who(operation)),
      parameters.length ? [raw("h4", {}, "Parameters"), element("ul", { class: "fields" }, parameters.map((parameter) =>
        element("li", {},
          raw("span", { class: "name" }, parameter.name),
          raw("span", { class: "kind" }, `${parameter.in}, ${kind(parameter.schema)}${parameter.required ? "" : ", optional"}`),
          parameter.description ? element("p", {}, parameter.description) : null)))] : null,
      body ? [raw("h4", {}, "Body"), fields(body)] : null,
      raw("h4", {}, "Call"), code(curl(method, path, operation), `the call of ${method.toUpperCase()} ${path}`),
      raw("h4", {}, "Answers"),
      Object.entries(operation.responses).map(([status, value]) => response(status, value)));
  }

  const main = document.getElementById("main");
  const menu = document.getElementById("endpoints");
  document.getElementById("summary").textContent = `${api.info.summary} Version ${api.info.version}.`;
  main.append(element("h2", {}, "Before you call"), element("p", {}, api.info.description),
    element("ul", {}, Object.entries(api.components.securitySchemes).map(([name, scheme]) =>
      element("li", {}, raw("strong", {}, name), ": `Authorization: Bearer …`. " + scheme.description))),
    element("p", {}, "The document itself: ", element("a", { href: "openapi.json" }, "openapi.json"), "."));

  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  for (const tag of api.tags) {
    const own = operations.filter(({ operation }) => operation.tags.includes(tag.name));
    main.append(raw("h2", { id: tag.name }, tag.name), tag.description ? element("p", {}, tag.description) : "");
    main.append(...own.map(({ method, path, operation }) => article(method, path, operation)));
    menu.append(raw("h2", {}, tag.name), element("ul", {}, own.map(({ method, path, operation }) =>
      element("li", {}, element("a", { href: "#" + operation.operationId, title: operation.summary },
        raw("span", { class: "method " + method }, method.toUpperCase()), raw("span", {}, path))))));
  }

  // On a phone the list of endpoints would fill the screen.
  if (matchMedia("(max-width: 52rem)").matches) document.getElementById("menu").open = false;
  // The target did not exist when the browser looked for it.
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView({ behavior: "instant" });
})();
