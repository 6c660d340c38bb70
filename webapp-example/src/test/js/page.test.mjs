// The page in a real browser. PageIT starts the server; with Liveblocks' development server the tests of live rooms run,
// without it all others.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, Visitor } from "./browser.mjs";

const LIVE = process.env.LIVEBLOCKS_BASE_URL !== undefined;
const REJECTED = /Failed to load resource: .* (401|403)/;

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

/** A test with visitors of its own. Whatever the browser complains about must be expected. */
function pageTest(name, { live = false, expected = /^$/ } = {}, run) {
  test(name, { skip: live !== LIVE, timeout: 900_000 }, async () => {
    const visitors = [];
    const visit = async (person, options) => {
      visitors.push(await Visitor.on(browser, person, options));
      return visitors.at(-1);
    };
    try {
      await run(visit);
      assert.deepEqual(visitors.flatMap(({ complaints }) => complaints).filter((text) => !expected.test(text)), []);
    } finally {
      for (const { context } of visitors) await context.close();
    }
  });
}

pageTest("signing in by keyboard alone shows the token", {}, async (visit) => {
  const { page } = await visit();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "solid");
  await page.keyboard.press("Enter");

  await page.getByRole("article", { name: "Token for Ben Lindqvist" }).waitFor();
  await page.getByText("Signed in as Ben Lindqvist. The endpoint responded with a token.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.person), "ben", "focus stays");
});

pageTest("the card shows the decoded token and counts down", {}, async (visit) => {
  const { page } = await visit("ada");
  const payload = JSON.parse(await page.getByLabel("Payload of the token").textContent());
  assert.equal(payload.uid, "ada");
  assert.deepEqual(payload.gids, ["designers"]);
  const first = await page.getByRole("timer").textContent();
  assert.match(first, /^(60:00|59:\d\d)$/);
  await page.waitForFunction((text) => document.querySelector("[role=timer]").textContent !== text, first);

  const bars = await page.locator(".barcode").innerHTML();
  await page.getByRole("button", { name: "Get token Boiler room" }).click();
  await page.getByText("No access to Boiler room, and still a token").waitFor();
  assert.notEqual(await page.locator(".barcode").innerHTML(), bars, "another token");
});

pageTest("signing out shows the rejection instead of the token", { expected: REJECTED }, async (visit) => {
  const { page } = await visit("ada");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.locator(".rejected", { hasText: "unauthenticated" }).waitFor();
  await page.getByText("the Liveblocks client stops for good").waitFor();
  assert.equal(await page.getByRole("article").count(), 0);
});

pageTest("what the owner shares, others see", {}, async (visit) => {
  const [ada, ben] = [await visit("ada"), await visit("ben")];
  await ben.sees("Drawing office", "read only");
  await ada.share("Drawing office", "Ben Lindqvist", "Edit");
  await ben.sees("Drawing office", "may enter & edit");
  await ada.share("Drawing office", "Ben Lindqvist", "None");
  await ben.sees("Drawing office", "read only");
  assert.equal(await ben.page.getByRole("button", { name: "Share Drawing office" }).count(), 0);
});

pageTest("names come from the server", {}, async (visit) => {
  const { page } = await visit("ada");
  await page.locator("#names", { hasText: "Drawing office" }).waitFor();
  assert.match(await page.locator("#names").textContent(), /Archive.*example:boiler-room$/, "no name of a closed room");
});

pageTest("a webhook is shown once, however often it arrives", {}, async (visit) => {
  const { page } = await visit("chiara");
  await page.getByRole("button", { name: "Send a test webhook" }).click();
  await page.locator("#webhooks li", { hasText: "commentCreated in Town square by Chiara Rossi" }).waitFor();
  await page.getByRole("button", { name: "Send it again" }).click();
  await page.getByText("Sent again with the same id: the endpoint responded with status 200.").waitFor();
  assert.equal(await page.locator("#webhooks li").count(), 1);
});

for (const colorScheme of ["light", "dark"]) {
  pageTest(`nothing is inaccessible in ${colorScheme} colours`, { expected: REJECTED }, async (visit) => {
    const visitor = await visit(undefined, { colorScheme });
    await visitor.isAccessible("signed out");
    for (const person of ["mallory", "ben", "ada"]) {
      await visitor.signIn(person);
      await visitor.isAccessible(person);
    }
    await visitor.page.getByRole("button", { name: "Share Town square" }).click();
    await visitor.page.locator(".share-line").first().waitFor();
    await visitor.isAccessible("share dialog");
  });
}

pageTest("nothing sticks out on a small screen", {}, async (visit) => {
  const { page } = await visit("chiara", { viewport: { width: 320, height: 800 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});

pageTest("two people in a room see each other, their cursors and one counter", { live: true }, async (visit) => {
  const [ada, ben] = [await visit("ada"), await visit("ben")];
  for (const visitor of [ada, ben]) await visitor.enter("Town square");
  await ada.page.locator(".present li", { hasText: "Ben Lindqvist" }).waitFor();

  const table = await ben.page.locator(".board").boundingBox();
  const move = (turn) => ben.page.mouse.move(table.x + 30 + ((turn * 17) % 200), table.y + 30);
  await ben.until(ada.page.locator(".cursor", { hasText: "Ben Lindqvist" }), move);
  await ada.page.locator(".board").focus();
  const nudge = (turn) => ada.page.keyboard.press(turn % 2 ? "ArrowLeft" : "ArrowRight");
  await ada.until(ben.page.locator(".cursor", { hasText: "Ada Okafor" }), nudge);

  const reads = ({ page }, count) => page.locator(".count", { hasText: new RegExp(`^${count}$`) }).waitFor();
  await ada.page.getByRole("button", { name: "One more" }).click({ clickCount: 2 });
  await reads(ben, 2);
  await ben.page.getByRole("button", { name: "One fewer" }).click();
  await reads(ada, 1);
  await ada.isAccessible("in a room");

  await ben.page.getByRole("button", { name: "Leave" }).click();
  await ada.page.locator(".cursor").waitFor({ state: "detached" });
});

pageTest(
  "what the owner shares takes effect in the room",
  { live: true, expected: /You have no access to this room/ },
  async (visit) => {
    const [ada, ben] = [await visit("ada"), await visit("ben")];
    await ben.enter("Drawing office");
    await ben.page.getByText("Read only: you see the count change").waitFor();
    await ada.share("Drawing office", "Ben Lindqvist", "Edit");
    await ben.page.getByText("All who may edit can change it.").waitFor();
    await ada.share("Drawing office", "Ben Lindqvist", "None");
    await ada.share("Drawing office", "All engineers", "None");
    await ben.page.locator("#inside .rejected", { hasText: "You have no access to this room" }).waitFor();
  },
);
