<body data-auth-endpoint="${pageContext.request.contextPath}/api/liveblocks-auth">
