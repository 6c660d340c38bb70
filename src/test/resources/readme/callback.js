const client = createClient({
  authEndpoint: async (room) => {
    const response = await fetch("https://app.example.com/api/liveblocks-auth", {
      method: "POST",
      credentials: "include",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ room }),
    });
    return response.json(); // a failure too: the client reads its "error"
  },
});
