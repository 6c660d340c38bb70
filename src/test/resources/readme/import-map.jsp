<script type="importmap">
  { "imports": { "liveblocks-servlet": "${pageContext.request.contextPath}/liveblocks-servlet/client.js" } }
</script>
