// A browser, and visitors who use the page in it. Waits are for conditions, never for a time.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const CHROMIUMS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function launch() {
  const executablePath = process.env.CHROMIUM ?? CHROMIUMS.find((path) => existsSync(path));
  assert.ok(executablePath, "no Chromium found: install one, or name it in the environment variable CHROMIUM");
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run"];
  return chromium.launch({
    executablePath,
    timeout: 0, // The tests have one; a machine can be busy.
    args: [...args, "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** Uses the page, with cookies of their own. */
export class Visitor {
  complaints = [];

  static async on(browser, person, options) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(0);
    const visitor = new Visitor(context, await context.newPage());
    await visitor.page.goto(process.env.PAGE_URL);
    await visitor.page.locator(".room").first().waitFor();
    if (person) await visitor.signIn(person);
    return visitor;
  }

  constructor(context, page) {
    this.context = context;
    this.page = page;
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
  }

  async signIn(person) {
    await this.page.locator(`[data-person="${person}"]`).click();
    await this.page.locator(`[data-person="${person}"][aria-pressed="true"]`).waitFor();
    await this.page.locator(person === "mallory" ? "#response .rejected" : `.card code:text("${person}")`).waitFor();
  }

  async enter(title) {
    await this.page.getByRole("button", { name: `Enter ${title}` }).click();
    await this.page.locator(".connection[data-status=connected]").waitFor();
  }

  /** Saves one choice in the share dialog. */
  async share(title, who, choice) {
    await this.page.getByRole("button", { name: `Share ${title}` }).click();
    const dialog = this.page.getByRole("dialog", { name: `Share ${title}` });
    const saved = this.page.waitForResponse((response) => response.request().method() === "POST");
    await dialog.getByRole("radiogroup", { name: who }).getByRole("radio", { name: choice }).check();
    assert.equal((await saved).status(), 200);
    await dialog.getByRole("button", { name: "Done" }).click();
  }

  /** Waits until the room has a badge. */
  sees(title, badge) {
    return this.page.locator(".room", { hasText: title }).locator(".badge", { hasText: badge }).waitFor();
  }

  async isAccessible(state) {
    await this.page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
    await this.page.evaluate(AXE);
    const violations = await this.page.evaluate(async () => (await window.axe.run(document)).violations);
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
    assert.deepEqual(found, [], state);
  }

  /** Repeats an action until its effect is there. */
  async until(seen, action) {
    for (let turn = 0; !(await seen.count()); turn++) {
      await action(turn);
      await seen.waitFor({ state: "attached", timeout: 200 }).catch(() => {});
    }
  }
}
