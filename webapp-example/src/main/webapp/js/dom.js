// Elements from plain values. Text always goes in as text, never as HTML.

/** Makes an element. Properties named on… are listeners, `class` and those with a dash attributes. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class" || name === "role" || name.includes("-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat().filter((child) => child));
  return element;
}

export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A term of a description list and what belongs to it. */
export const fact = (term, ...details) => [el("dt", {}, term), el("dd", {}, ...details)];

export const byId = (id) => document.getElementById(id);

/** Says something to screen readers. */
export function announce(text) {
  byId("announcer").textContent = text;
}

/** A person's initials in their colour. */
export function avatar(name, color) {
  const initials = name.split(" ").map((word) => word[0]).join("").slice(0, 2).toUpperCase();
  return paint(el("span", { class: "avatar", "aria-hidden": "true" }, initials), color);
}

/** Gives an element its person's colour. */
export function paint(element, color) {
  if (/^#[0-9a-f]{6}$/i.test(color)) element.style.setProperty("--person", color);
  return element;
}
