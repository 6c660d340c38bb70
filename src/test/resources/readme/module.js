import { createClient } from "@liveblocks/client";
import { liveblocks } from "liveblocks-servlet";

const client = createClient({ ...liveblocks({ client: () => client }) });
