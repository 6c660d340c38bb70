// Lets another process drive real Liveblocks clients, each in a page of its own: every visitor has
// cookies of their own, all share one Chromium. One JSON object per line:
//
//   in   {"visitor": "alice", "method": "open", "args": ["http://..."]}
//        then any method of client-program.mjs, at last "close"
//   out  {"value": ...}  or  {"error": "..."}
//
// Everything else that is worth reading goes to the standard error. Ends with its input.

import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A site without TLS and not on localhost: browsers tell such a server less.
  "--host-resolver-rules=MAP app.test 127.0.0.1",
];

const log = (...parts) => process.stderr.write(parts.map(String).join(" ") + "\n");
for (const level of ["log", "info", "warn", "error", "debug"]) {
  console[level] = log; // The standard output is for outcomes only.
}

/** The program and the client as one script for the page. */
async function bundle() {
  const oven = fileURLToPath(new URL("node_modules/@oven/", import.meta.url));
  const bun = readdirSync(oven)
    .map((each) => `${oven}${each}/bin/bun`)
    .find(existsSync);
  const program = fileURLToPath(new URL("client-program.mjs", import.meta.url));
  const options = { maxBuffer: 10_000_000 };
  return (await promisify(execFile)(bun, ["build", program, "--format=iife"], options)).stdout;
}

if (!existsSync(EXECUTABLE)) {
  throw new Error(`no Chromium at ${EXECUTABLE}: name it by the environment variable CHROMIUM`);
}
const [browser, script] = await Promise.all([
  chromium.launch({ executablePath: EXECUTABLE, args: FLAGS, timeout: 0 }),
  bundle(),
]);
const pages = new Map();

async function perform({ visitor, method, args }) {
  if (method === "open") {
    const context = await browser.newContext();
    await context.addInitScript({ content: script });
    const page = await context.newPage();
    page.setDefaultTimeout(0); // Who waits for this process has a limit.
    page.on("console", (message) => log(`${visitor} page: ${message.text()}`));
    page.on("pageerror", (error) => log(`${visitor} page: ${error}`));
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

async function outcome(line) {
  try {
    return { value: (await perform(JSON.parse(line))) ?? null };
  } catch (error) {
    log(error.stack);
    return { error: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await outcome(line)) + "\n");
}
await browser.close();
process.exit();
