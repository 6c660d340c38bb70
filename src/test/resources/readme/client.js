import { createClient } from "@liveblocks/client";

const client = createClient({ authEndpoint: document.body.dataset.authEndpoint });
