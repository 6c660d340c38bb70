// Elements from plain values. Text always goes in as text.

/**
 * Makes an element. Properties named on… are listeners, `class` and attributes with a dash are
 * attributes, the others are properties of the element.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class" || name === "role" || name.includes("-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** A term of a description list and what belongs to it. */
export function fact(term, ...details) {
  return [el("dt", {}, term), el("dd", {}, ...details)];
}

export const byId = (id) => document.getElementById(id);

/** Says something to screen readers. A repeated sentence is said again. */
export function announce(text) {
  const announcer = byId("announcer");
  announcer.textContent = announcer.textContent === text ? `${text}\u00a0` : text;
}

export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words.length === 0 ? "?" : (words[0][0] + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
}

export function avatar(name, color) {
  const face = el("span", { class: "avatar", "aria-hidden": "true" }, initials(name));
  paint(face, color);
  return face;
}

/** Gives an element its person's colour, when it is one. */
export function paint(element, color) {
  if (typeof color === "string" && /^#[0-9a-f]{6}$/i.test(color)) {
    element.style.setProperty("--person", color);
  }
}
