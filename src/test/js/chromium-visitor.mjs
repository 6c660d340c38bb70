// A visitor with a browser: every one has cookies of their own, all share one Chromium.

import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
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

let launched;

export async function openInChromium(pageUrl, log) {
  launched ??= launch();
  const { browser, script } = await launched;
  const context = await browser.newContext();
  await context.addInitScript({ content: script });
  const page = await context.newPage();
  page.on("console", (message) => log(`page: ${message.text()}`));
  page.on("pageerror", (error) => log(`page: ${error}`));
  const response = await page.goto(pageUrl);
  if (!response.ok()) {
    throw new Error(`${pageUrl} answered ${response.status()}`);
  }
  return {
    call: (method, args) =>
      page.evaluate(([name, values]) => window.clientProgram[name](...values), [method, args]),
    close: () => context.close(),
  };
}

export async function closeChromium() {
  await (await launched)?.browser.close();
}

async function launch() {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(`no Chromium at ${EXECUTABLE}: name it by the environment variable CHROMIUM`);
  }
  const [browser, script] = await Promise.all([
    chromium.launch({ executablePath: EXECUTABLE, args: FLAGS }),
    bundle(),
  ]);
  return { browser, script };
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
