<base href="${pageContext.request.contextPath}/">
