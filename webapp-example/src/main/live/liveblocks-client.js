// The one thing that is bundled. Everything else on the page is served as it was written.
export { createClient } from "@liveblocks/client";
