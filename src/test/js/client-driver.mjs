// Lets another process drive real Liveblocks clients, each in a page of its own: every visitor has
// cookies of their own, all share one Chromium. The argument is the program Bun. One JSON object per
// line:
//
//   in   {"visitor": "alice", "method": "open", "args": ["http://..."]}
//        then any method of client-program.mjs, at last "close"
//   out  {"value": ...}  or  {"error": "..."}
//
// Everything else that is worth reading goes to the standard error. Ends with its input.

import { execFile } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  // A site without TLS and not on localhost: browsers tell such a server less.
  "--host-resolver-rules=MAP app.test 127.0.0.1",
];

// The program and the client as one script for the page.
const program = fileURLToPath(new URL("client-program.mjs", import.meta.url));
const bundle = promisify(execFile)(process.argv[2], ["build", program, "--format=iife"], {
  maxBuffer: 10_000_000,
});
const [browser, { stdout: script }] = await Promise.all([
  chromium.launch({ executablePath, args, timeout: 0 }),
  bundle,
]);
const pages = new Map();

async function perform({ visitor, method, args }) {
  if (method === "open") {
    const context = await browser.newContext();
    await context.addInitScript({ content: script });
    const page = await context.newPage();
    page.setDefaultTimeout(0); // Who waits for this process has a limit.
    page.on("console", (message) => console.error(`${visitor} page: ${message.text()}`));
    page.on("pageerror", (error) => console.error(`${visitor} page: ${error}`));
    const response = await page.goto(args[0]);
    if (!response.ok()) {
      throw new Error(`${args[0]} answered ${response.status()}`);
    }
    pages.set(visitor, page);
    return null;
  }
  const page = pages.get(visitor);
  return method === "close"
    ? page?.context().close()
    : page.evaluate(([name, values]) => window.clientProgram[name](...values), [method, args]);
}

for await (const line of createInterface({ input: process.stdin })) {
  const outcome = await perform(JSON.parse(line)).then(
    (value) => ({ value: value ?? null }),
    (error) => ({ error: error.message }),
  );
  console.log(JSON.stringify(outcome));
}
await browser.close();
process.exit();
