package io.github.liveblocks4j.containers;

/** Elements of a web.xml. */
final class WebXml {

  private WebXml() {}

  static String contextParam(String name, String value) {
    return params("context-param", name, value);
  }

  /**
   * Returns a servlet that starts with the application and supports async, with its mapping.
   *
   * @param initParams name, value, name, value
   */
  static String servlet(String name, String type, String path, String... initParams) {
    return """
    <servlet>
      <servlet-name>%1$s</servlet-name>
      <servlet-class>%2$s</servlet-class>
      %3$s
      <load-on-startup>1</load-on-startup>
      <async-supported>true</async-supported>
    </servlet>
    <servlet-mapping>
      <servlet-name>%1$s</servlet-name>
      <url-pattern>%4$s</url-pattern>
    </servlet-mapping>
    """
        .formatted(name, type, params("init-param", initParams), path);
  }

  /** Returns a filter with its mapping. */
  static String filter(
      String name, String type, boolean supportsAsync, String path, String... initParams) {
    return """
    <filter>
      <filter-name>%1$s</filter-name>
      <filter-class>%2$s</filter-class>
      <async-supported>%3$s</async-supported>
      %4$s
    </filter>
    <filter-mapping>
      <filter-name>%1$s</filter-name>
      <url-pattern>%5$s</url-pattern>
    </filter-mapping>
    """
        .formatted(name, type, supportsAsync, params("init-param", initParams), path);
  }

  private static String params(String element, String... namesAndValues) {
    StringBuilder params = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      params.append(
          "<%1$s><param-name>%2$s</param-name><param-value>%3$s</param-value></%1$s>\n"
              .formatted(element, namesAndValues[i], namesAndValues[i + 1]));
    }
    return params.toString();
  }
}
