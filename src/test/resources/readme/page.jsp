<script type="module">
  import { createClient } from "@liveblocks/client";

  const client = createClient({
    authEndpoint: "${pageContext.request.contextPath}/api/liveblocks-auth",
  });
</script>
