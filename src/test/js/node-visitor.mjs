// A visitor whose client runs in this very process. Node has no cookies and no page, so both are
// made up here: the page's address resolves relative URLs, its cookies travel with every request.

import { register } from "node:module";
import WebSocket from "ws";
import { ClientProgram } from "./client-program.mjs";

// Browsers import modules by HTTP; Node has to be taught it.
const loader = `
  export async function load(url, context, nextLoad) {
    return url.startsWith("http:")
      ? { format: "module", shortCircuit: true, source: await (await fetch(url)).text() }
      : nextLoad(url, context);
  }`;
register("data:text/javascript," + encodeURIComponent(loader));

export async function openInNode(pageUrl) {
  const page = await fetch(pageUrl);
  if (!page.ok) {
    throw new Error(`${pageUrl} answered ${page.status}`);
  }
  const cookie = page.headers
    .getSetCookie()
    .map((header) => header.split(";", 1)[0])
    .join("; ");

  const fetchOfThePage = (url, init = {}) =>
    fetch(new URL(url, pageUrl), { ...init, headers: { ...init.headers, cookie } });

  const program = new ClientProgram(fetchOfThePage, { fetch: fetchOfThePage, WebSocket });
  return {
    call: (method, args) => program[method](...args),
    close: () => program.leave(),
  };
}
