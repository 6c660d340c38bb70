// JSON to read: indented, and coloured by kind.

import { el } from "./dom.js";

/** Indented JSON, with what is short in one line. */
export function readable(value, indent = "") {
  const short = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  if (value === null || typeof value !== "object" || (indent && short.length <= 36)) return short;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const deeper = `${indent}  `;
  const members = Object.entries(value).map(
    ([key, member]) =>
      deeper + (Array.isArray(value) ? "" : `${JSON.stringify(key)}: `) + readable(member, deeper),
  );
  return `${open}\n${members.join(",\n")}\n${indent}${close}`;
}

const LEXEMES = /("(?:\\.|[^"\\])*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;

export function highlighted(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(LEXEMES)) {
    nodes.push(text.slice(end, match.index));
    const kind = match[2] !== undefined ? "key" : match[1] !== undefined ? "string" : "number";
    nodes.push(el("span", { class: `json-${kind}` }, match[1] ?? match[0]), match[2] ?? "");
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}
