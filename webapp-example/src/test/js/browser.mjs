// A browser, and visitors who use the page in it. Waits are for conditions, never for a time.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { chromium } from "playwright-core";

const CHROMIUMS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export function launch() {
  const executablePath = process.env.CHROMIUM ?? CHROMIUMS.find((path) => existsSync(path));
  assert.ok(executablePath, "no Chromium found: install one, or name it in the environment variable CHROMIUM");
  return chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Makes tests with visitors of their own. Whatever the browser complains about must be expected. */
export function tester(browser) {
  return (name, { complaints = [] }, run) =>
    test(name, { timeout: 60_000 }, async () => {
      const visitors = [];
      const visit = async (person, options) => {
        const somebody = await visitor(browser(), options);
        visitors.push(somebody);
        if (person) await somebody.signIn(person);
        return somebody;
      };
      try {
        await run(visit);
        const unexpected = visitors
          .flatMap((somebody) => somebody.complaints)
          .filter((complaint) => !complaints.some((pattern) => pattern.test(complaint)));
        assert.deepEqual(unexpected, []);
      } finally {
        for (const somebody of visitors) await somebody.leave();
      }
    });
}

/** Somebody new, with cookies of their own, on the page. */
export async function visitor(browser, { clock = false, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const somebody = new Visitor(context, page);
  if (clock) await page.clock.install();
  await page.goto(process.env.PAGE_URL);
  await page.locator(".room").first().waitFor();
  return somebody;
}

class Visitor {
  complaints = [];

  constructor(context, page) {
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
  }

  leave() {
    return this.context.close();
  }

  async signIn(person) {
    const [response] = await Promise.all([
      this.page.waitForResponse((response) => response.url().endsWith("/api/liveblocks-auth")),
      this.page.locator(`[data-person="${person}"]`).click(),
    ]);
    await this.page.locator(".status-line", { hasText: String(response.status()) }).waitFor();
    await this.page.locator(`[data-person="${person}"][aria-pressed="true"]`).waitFor();
  }

  async enter(title, { readOnly = false } = {}) {
    await this.page.getByRole("button", { name: `Enter ${title}` }).click();
    await this.page.locator("#inside-title", { hasText: title }).waitFor();
    await this.page.locator(".connection[data-status=connected]").waitFor();
    if (readOnly) await this.page.locator("#counter-note", { hasText: "Read only" }).waitFor();
    else await this.page.locator(".step:enabled").first().waitFor();
  }

  sees(name) {
    return this.page.locator(".present li", { hasText: name }).waitFor();
  }

  /** Chooses accesses in the share dialog and saves them. */
  async shares(title, choices) {
    await this.page.getByRole("button", { name: `Share ${title}` }).click();
    const dialog = this.page.getByRole("dialog", { name: `Share ${title}` });
    for (const [who, choice] of Object.entries(choices)) {
      await dialog.getByRole("radiogroup", { name: who }).getByRole("radio", { name: choice }).check();
    }
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  /** Waits until a room shows this badge and this reason. */
  isAt(title, badge, reason) {
    const room = this.page.locator(".room", { has: this.page.getByRole("heading", { name: title }) });
    return room.filter({ hasText: badge }).filter({ hasText: reason }).waitFor();
  }

  count(step) {
    return this.page.getByRole("button", { name: step > 0 ? "One more" : "One fewer" }).click();
  }

  reads(count) {
    return this.page.waitForFunction((text) => document.querySelector(".count")?.textContent === text, count);
  }

  /** Moves the pointer over the table until somebody else has seen it. */
  async pointUntil(seen) {
    const table = await this.page.locator(".board").boundingBox();
    await until(seen, (turn) =>
      this.page.mouse.move(table.x + 30 + ((turn * 17) % 200), table.y + 30 + ((turn * 11) % 60)),
    );
  }

  /** The same with arrow keys. */
  async nudgeUntil(seen) {
    await this.page.locator(".board").focus();
    await until(seen, (turn) => this.page.keyboard.press(turn % 2 ? "ArrowLeft" : "ArrowRight"));
  }

  async fits() {
    const { content, window } = await this.page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
    assert.ok(content <= window, `${content} px of content in ${window} px`);
  }

  async isAccessible(state) {
    // Colours are judged when they have arrived.
    await this.page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
    await this.page.evaluate(await readFile(AXE, "utf8"));
    const violations = await this.page.evaluate(async () => (await window.axe.run(document)).violations);
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
    assert.deepEqual(found, [], state);
  }
}

/** Repeats an action until its effect is there. */
async function until(seen, action) {
  for (let turn = 0; turn < 60; turn++) {
    await action(turn);
    try {
      await seen.first().waitFor({ state: "attached", timeout: 150 });
      return;
    } catch (error) {
      if (error.name !== "TimeoutError") throw error;
    }
  }
  assert.fail("nobody saw it");
}
