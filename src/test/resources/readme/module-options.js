const client = createClient({
  ...liveblocks({
    client: () => client,
    headers: () => ({ "X-CSRF-Token": document.querySelector("meta[name=csrf]").content }),
    authBody: (room) => ({ tenant: document.body.dataset.tenant }),
  }),
});
