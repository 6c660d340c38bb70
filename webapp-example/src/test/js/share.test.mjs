// Sharing a room, in two real browsers. LivePageIT starts the server.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, tester } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const pageTest = tester(() => browser);
const TURNED_AWAY = /You have no access to this room/;

pageTest("only the owner of a room can share it", {}, async (visit) => {
  const { page } = await visit("ben");
  assert.deepEqual(await page.locator(".share:visible").evaluateAll((buttons) => buttons.map((b) => b.textContent)), [
    "Share Archive",
    "Share Boiler room",
  ]);
  assert.deepEqual(await page.locator(".room-owner").allTextContents(), [
    "owner: Ada",
    "owner: Ada",
    "owner: you",
    "owner: you",
  ]);
});

pageTest("the other sees at once what the owner changes", {}, async (visit) => {
  const ben = await visit("ben");
  const ada = await visit("ada");
  await ada.isAt("Archive", "read only", "Everybody may read.");

  await ben.shares("Archive", { "Ada Okafor": "Write" });
  await ada.isAt("Archive", "may enter & edit", "Ada Okafor may edit, by name.");
  await ada.page.getByRole("status").getByText("Archive: now may enter and edit.").waitFor();

  await ben.shares("Archive", { "Ada Okafor": "None", Designers: "Write" });
  await ada.isAt("Archive", "may enter & edit", "All designers may edit.");

  await ben.shares("Archive", { "Whoever is signed in": "None", "Ada Okafor": "Not stated", Designers: "Not stated" });
  await ada.isAt("Archive", "no access", "Nothing grants access.");

  await ben.shares("Archive", { "Whoever is signed in": "Read" });
  await ada.isAt("Archive", "read only", "Everybody may read.");
});

pageTest("the dialog says what is stated now, and what comes of it", {}, async (visit) => {
  const { page } = await visit("ben");
  const dialog = await open(page, "Boiler room");
  const chosen = await dialog.locator("input:checked").evaluateAll((inputs) => inputs.map((input) => input.value));
  assert.deepEqual(chosen, [
    "none",
    ...["unstated", "write", "unstated"],
    ...["unstated", "unstated", "read", "unstated"],
  ]);
  assert.deepEqual(await dialog.locator(".share-reason").allTextContents(), [
    "Now: Nothing grants access.",
    "Now: All engineers may edit.",
    "Now: Chiara Rossi may read, by name.",
    "Now: The endpoint denies access to Mallory Quint.",
  ]);
});

pageTest("the dialog works by keyboard alone, and gives focus back", {}, async (visit) => {
  const ben = await visit("ben");
  const { page } = ben;
  const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.value);
  const opener = page.getByRole("button", { name: "Share Archive" });
  await opener.focus();
  await page.keyboard.press("Enter");
  await page.locator(".share-line").first().waitFor();
  assert.equal(await focused(), "Share Archive", "the title");

  await page.keyboard.press("Tab");
  assert.equal(await focused(), "read", "the choice for everybody");
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement.nextElementSibling).outlineStyle);
  assert.equal(ring, "solid", "focus is visible");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "write");
  await page.keyboard.press("Escape");
  await page.locator("#share").waitFor({ state: "hidden" });
  assert.equal(await focused(), "Share Archive", "the button again");

  await page.keyboard.press("Space");
  await page.locator(".share-line").first().waitFor();
  assert.equal(await page.getByRole("radiogroup", { name: "Whoever" }).locator(":checked").inputValue(), "read");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await page.locator("#share").waitFor({ state: "hidden" });
  assert.equal(await focused(), "Share Archive", "the button once more");
  await page.getByRole("status").getByText("The accesses of Archive are saved.").waitFor();
  await ben.shares("Archive", { "Whoever is signed in": "Read" });
});

pageTest("the dialog that is opened again at once still says what was saved", {}, async (visit) => {
  const ben = await visit("ben");
  await open(ben.page, "Archive");
  await ben.page.evaluate(() => {
    document.querySelector("#share").close("");
    document.querySelector('.room:has(.share:not([hidden])) .share').click();
  });
  const dialog = ben.page.getByRole("dialog", { name: "Share Archive" });
  await dialog.getByRole("radiogroup", { name: "Whoever" }).getByRole("radio", { name: "None" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await ben.page.getByRole("status").getByText("The accesses of Archive are saved.").waitFor();
  await ben.shares("Archive", { "Whoever is signed in": "Read" });
});

pageTest("nothing is sent when nothing was changed", {}, async (visit) => {
  const { page } = await visit("ben");
  let sent = 0;
  page.on("request", (request) => (sent += request.method() === "POST" ? 1 : 0));
  const dialog = await open(page, "Archive");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal(sent, 0);
});

pageTest(
  "what Liveblocks rejects is said in the dialog, which stays as it is",
  { complaints: [/Failed to load resource: .* 503/] },
  async (visit) => {
    const ben = await visit("ben");
    const dialog = await open(ben.page, "Archive");
    const reason = "Liveblocks does not respond at the moment. Try again soon.";
    await ben.page.route("**/api/accesses?*", (route) =>
      route.fulfill({ status: 503, json: { code: "liveblocks_unavailable", reason } }),
    );
    await dialog.getByRole("radiogroup", { name: "Guests" }).getByRole("radio", { name: "Write" }).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByRole("alert").getByText(reason).waitFor();
    await ben.isAccessible("a failure in the dialog");
    assert.equal(await dialog.getByRole("radiogroup", { name: "Guests" }).locator(":checked").inputValue(), "write");
    assert.equal(await ben.page.evaluate(() => document.activeElement.textContent), "Save");
  },
);

pageTest("who is in the room is made read-only, shut out and let in again", { complaints: [TURNED_AWAY] }, async (visit) => {
  const ada = await visit("ada");
  const chiara = await visit("chiara");
  await chiara.enter("Town square");
  await chiara.page.locator(".step:enabled").first().waitFor();

  await ada.shares("Town square", { "Whoever is signed in": "Read" });
  await chiara.page.locator("#counter-note", { hasText: "Read only" }).waitFor();
  for (const name of ["One fewer", "One more"]) {
    assert.equal(await chiara.page.getByRole("button", { name }).isDisabled(), true);
  }

  await ada.shares("Town square", { "Whoever is signed in": "None" });
  await chiara.page.locator(".turned-away .reason", { hasText: "You have no access to this room" }).waitFor();
  await chiara.isAt("Town square", "no access", "Nothing grants access.");

  await ada.shares("Town square", { Guests: "Write" });
  await chiara.page.locator(".step:enabled").first().waitFor();
  await chiara.page.locator(".connection[data-status=connected]").waitFor();

  await ada.shares("Town square", { "Whoever is signed in": "Write", Guests: "Not stated" });
  await chiara.isAt("Town square", "may enter & edit", "Everybody may edit.");
});

// The development server has no broadcasts by a server, so a client sends what HouseRooms does.
pageTest("a broadcast alone makes a page leave", { complaints: [TURNED_AWAY, /Failed to load resource/] }, async (visit) => {
  const ada = await visit("ada");
  const chiara = await visit();
  await chiara.page.route("**/api/changes?*", (route) => route.abort());
  await chiara.signIn("chiara");
  await chiara.enter("Town square");
  await ada.page.evaluate(async () => {
    const { createClient } = await import(new URL("live/liveblocks-client.js", document.baseURI).href);
    const { browserUrl } = await (await fetch("api/back-end")).json();
    const client = createClient({ authEndpoint: "/api/liveblocks-auth", baseUrl: browserUrl });
    window.townSquare = client.enterRoom("example:town-square").room;
  });
  await ada.page.waitForFunction(() => window.townSquare.getStatus() === "connected");

  await ada.shares("Town square", { "Whoever is signed in": "None", Designers: "Write" });
  await ada.isAt("Town square", "may enter & edit", "All designers may edit.");
  assert.equal(await chiara.page.locator(".turned-away").count(), 0, "to be taken access away disconnects nobody");
  await ada.page.evaluate(() => window.townSquare.broadcastEvent({ type: "access-changed" }));
  await chiara.page.locator(".turned-away .reason", { hasText: "You have no access to this room" }).waitFor();

  await ada.shares("Town square", { "Whoever is signed in": "Write", Designers: "Not stated" });
  await ada.isAt("Town square", "may enter & edit", "Everybody may edit.");
});

pageTest("a change elsewhere leaves focus and the room alone", {}, async (visit) => {
  const ben = await visit("ben");
  const ada = await visit("ada");
  await ada.enter("Town square");
  await ada.page.locator(".board").focus();
  await ben.shares("Archive", { "Ada Okafor": "Write" });
  await ada.isAt("Archive", "may enter & edit", "Ada Okafor may edit, by name.");
  assert.equal(await ada.page.evaluate(() => document.activeElement.className), "board");
  await ada.page.locator(".connection[data-status=connected]").waitFor();
  await ben.shares("Archive", { "Ada Okafor": "Not stated" });
  await ada.isAt("Archive", "read only", "Everybody may read.");
});

pageTest("an unsaved choice is marked, and shows what the server says once it is saved", {}, async (visit) => {
  const ben = await visit("ben");
  const choices = { "Whoever is signed in": "None", Designers: "Write", Guests: "Read", "Chiara Rossi": "Write" };
  const dialog = await open(ben.page, "Archive");
  const reasons = () => dialog.locator(".share-reason").allTextContents();
  const marked = () => dialog.locator(".share-unsaved:visible").count();
  assert.equal(await marked(), 0);
  for (const [who, choice] of Object.entries(choices)) {
    await dialog.getByRole("radiogroup", { name: who }).getByRole("radio", { name: choice }).check();
  }
  assert.equal(await marked(), 4);
  const announced = await reasons();
  assert.deepEqual(announced, [
    "After saving: All designers may edit.",
    "Now: Ben Lindqvist may edit, by name.",
    "After saving: Chiara Rossi may edit, by name.",
    "Now: The endpoint denies access to Mallory Quint.",
  ]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });

  await open(ben.page, "Archive");
  assert.deepEqual(await reasons(), announced.map((text) => text.replace("After saving:", "Now:")));
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await ben.shares("Archive", {
    "Whoever is signed in": "Read",
    Designers: "Not stated",
    Guests: "Not stated",
    "Chiara Rossi": "Not stated",
  });
});

pageTest("a choice that is taken back is not unsaved", {}, async (visit) => {
  const { page } = await visit("ben");
  const dialog = await open(page, "Archive");
  const guests = dialog.getByRole("radiogroup", { name: "Guests" });
  await guests.getByRole("radio", { name: "Write" }).check();
  await dialog.getByText("After saving: All guests may edit.").waitFor();
  await guests.getByRole("radio", { name: "Not stated" }).check();
  assert.equal(await dialog.getByText("After saving:").count(), 0);
  assert.equal(await dialog.locator(".share-unsaved:visible").count(), 0);
});

pageTest("what is stated looks different from the default, and none from not stated", {}, async (visit) => {
  const { page } = await visit("ben");
  const dialog = await open(page, "Archive");
  const looks = async (who, choice) => {
    const radio = dialog.getByRole("radiogroup", { name: who }).getByRole("radio", { name: choice });
    await radio.check();
    return radio.evaluate((input) => {
      const { backgroundColor, fontWeight } = getComputedStyle(input.nextElementSibling);
      return { backgroundColor, bold: fontWeight > 500 };
    });
  };
  const unstated = await looks("Guests", "Not stated");
  assert.equal(unstated.bold, false, "the default recedes");
  for (const choice of ["None", "Read", "Write"]) {
    const { bold, backgroundColor } = await looks("Guests", choice);
    assert.ok(bold && backgroundColor !== unstated.backgroundColor, `${choice} stands out`);
  }
  assert.deepEqual(await looks("Whoever", "None"), unstated, "for everybody, none is the default");
});

pageTest("an owner who would shut herself out is warned, and can save all the same", {}, async (visit) => {
  const ben = await visit("ben");
  const dialog = await open(ben.page, "Archive");
  const save = dialog.getByRole("button", { name: "Save" });
  const chooses = (who, choice) =>
    dialog.getByRole("radiogroup", { name: who }).getByRole("radio", { name: choice }).check();
  const warning = dialog.getByRole("status");
  await chooses("Ben", "None");
  assert.equal(await warning.textContent(), "You own Archive, but after saving you can only read it. You can still share it.");
  await chooses("Whoever", "None");
  assert.equal(await warning.textContent(), "You own Archive, but after saving you can no longer enter it. You can still share it.");
  assert.equal(await save.textContent(), "Save anyway");
  await ben.isAccessible("a warning in the dialog");
  await chooses("Engineers", "Write");
  assert.equal(await warning.textContent(), "");
  assert.equal(await save.textContent(), "Save");

  await chooses("Engineers", "Not stated");
  await save.click();
  await ben.isAt("Archive", "no access", "Nothing grants access.");
  await ben.shares("Archive", { "Whoever is signed in": "Read", "Ben Lindqvist": "Write" });
  await ben.isAt("Archive", "may enter & edit", "Ben Lindqvist may edit, by name.");
});

for (const colorScheme of ["light", "dark"]) {
  pageTest(`the dialog is accessible in ${colorScheme} colours`, {}, async (visit) => {
    const ben = await visit("ben", { colorScheme });
    const dialog = await open(ben.page, "Boiler room");
    await ben.isAccessible("as it is stated");
    for (const choice of ["None", "Read", "Write"]) {
      await dialog.getByRole("radiogroup", { name: "Guests" }).getByRole("radio", { name: choice }).check();
    }
    await ben.isAccessible("with a change");
  });
}

for (const width of [320, 768, 1440]) {
  pageTest(`the dialog fits at a width of ${width}`, {}, async (visit) => {
    const ben = await visit("ben", { viewport: { width, height: 600 } });
    const dialog = await open(ben.page, "Archive");
    await ben.fits();
    const { left, right, top, bottom, inner, outer } = await dialog.evaluate((element) => ({
      ...element.getBoundingClientRect().toJSON(),
      inner: element.querySelector(".share-body").scrollWidth,
      outer: element.querySelector(".share-body").clientWidth,
    }));
    assert.ok(left >= 0 && right <= width && top >= 0 && bottom <= 600, "inside the window");
    assert.ok(inner <= outer, "nothing sticks out");
    await dialog.getByRole("radiogroup", { name: "Mallory" }).getByRole("radio", { name: "Write" }).check();
  });
}

async function open(page, title) {
  await page.getByRole("button", { name: `Share ${title}` }).click();
  await page.locator(".share-line").first().waitFor();
  return page.getByRole("dialog", { name: `Share ${title}` });
}
