// The handbook as a site: the files as they are, whose links hold on GitHub too.

import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");
const REPOSITORY = "https://github.com/liveblocks4j/liveblocks-servlet";
const PAGE = /^(README|CHANGELOG|SECURITY|src\/docs\/[\w-]+)\.md$/;

/** What is no page is in the repository. */
function link(href, page) {
  if (/^(\w+:|#)/.test(href)) return href;
  const [path, anchor] = href.split("#");
  const folder = posix.dirname(page);
  const file = posix.join(folder, path);
  if (!PAGE.test(file)) return existsSync(join(ROOT, file)) ? `${REPOSITORY}/blob/main/${file}` : href;
  if (file !== "README.md") return href;
  return posix.relative(folder, "index.md") + (anchor ? "#" + anchor : "");
}

/** The anchors of GitHub. */
function slugify(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** The groups and pages of the handbook's first page, in its order. */
function sidebar() {
  const text = readFileSync(join(ROOT, "src/docs/index.md"), "utf8");
  const groups = text.split(/^## /m).filter((group) => group.includes("| to | read |"));
  const rows = (group) => [...group.matchAll(/^\|.*\[([^\]]+)\]\(([\w-]+)\.md\) \|$/gm)];
  return [
    { text: "Quickstart", link: "/" },
    { text: "Handbook", link: "/src/docs/" },
    ...groups.map((group) => ({
      text: group.slice(0, group.indexOf("\n")),
      items: rows(group).map(([, text, page]) => ({ text, link: `/src/docs/${page}` })),
    })),
  ];
}

export default {
  title: "liveblocks-servlet",
  description: "A Liveblocks back end for any Java servlet application",
  base: process.env.SITE_BASE ?? "/",
  srcDir: ROOT,
  // Of a folder that was built in, too: servers that were unpacked have pages of their own.
  srcExclude: ["**/node_modules/**", "**/target/**", "webapp-example/**", "src/main/**"],
  // Only the reader's own machine is not looked at: the example's address is no page.
  ignoreDeadLinks: "localhostLinks",
  rewrites: { "README.md": "index.md" },
  outDir: join(ROOT, "target/site"),
  cacheDir: join(ROOT, "target/site-cache"),
  markdown: {
    languageAlias: { jsp: "html" },
    anchor: { slugify },
    config(md) {
      md.core.ruler.push("repository", ({ tokens, env }) => {
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const href = token.attrGet("href");
          if (href) token.attrSet("href", link(href, env.relativePath));
        }
      });
    },
  },
  // For the pages that are in other folders than its package.
  vite: { resolve: { alias: { vue: join(ROOT, "src/docs/node_modules/vue") } } },
  themeConfig: {
    sidebar: sidebar(),
    search: { provider: "local" },
    socialLinks: [{ icon: "github", link: REPOSITORY }],
  },
};
