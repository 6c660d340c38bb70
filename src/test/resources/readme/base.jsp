<base href="${pageContext.request.contextPath}/">
<script type="module">
  import { createClient } from "@liveblocks/client";

  const client = createClient({ authEndpoint: "api/liveblocks-auth" });
</script>
