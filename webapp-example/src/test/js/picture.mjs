// Takes the picture of the page that the README shows, of an example that runs without a Liveblocks
// project. Not a test: it runs only when somebody asks for it.
//
//     mvn -Prun
//     cd webapp-example && npm ci --ignore-scripts && npm run picture

import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch, visitor } from "./browser.mjs";

const LARGEST = 150_000;
const file = fileURLToPath(new URL("../../../../.github/webapp-example.png", import.meta.url));

process.env.PAGE_URL ??= "http://localhost:8080/";
const browser = await launch();
try {
  const ada = await visitor(browser, { viewport: { width: 1152, height: 900 }, reducedMotion: "reduce" });
  await ada.signIn("ada");
  // Without a pointer that hovers over a button, or focus.
  await ada.page.mouse.move(0, 0);
  await ada.page.evaluate(() => document.activeElement.blur());
  await ada.page.screenshot({ path: file, clip: { x: 0, y: 64, width: 1152, height: 818 } });
} finally {
  await browser.close();
}
const { size } = await stat(file);
console.log(`${file}: ${size} bytes`);
if (size > LARGEST) process.exitCode = 1;
