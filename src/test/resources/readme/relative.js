const client = createClient({ authEndpoint: "api/liveblocks-auth" });
