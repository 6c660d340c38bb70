package io.github.liveblocks4j.e2e;

/** The two forms of {@code authEndpoint}, as members for the options of {@code createClient}. */
enum AuthForm {
  /** The client sends the request; the response's status decides. */
  URL("authEndpoint: '%s', polyfills: { fetch: (url, init) => fetch(url, (%s)(init)) }"),

  /** The page sends the request; the response's {@code error} decides. */
  CALLBACK(
      """
      authEndpoint: async (room) => {
        const init = {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ room }),
        };
        const response = await fetch('%s', (%s)(init));
        return response.json();
      }\
      """);

  /** What most pages have. */
  static final String PLAIN = "authEndpoint: '" + Site.ENDPOINT + "'";

  private final String template;

  AuthForm(String template) {
    this.template = template;
  }

  /** For a page of the same site. */
  String options() {
    return options(Site.ENDPOINT, "init => init");
  }

  /**
   * For any endpoint, with another request.
   *
   * @param change a function from the request's {@code RequestInit} to that which is sent
   */
  String options(String url, String change) {
    return template.formatted(url, change);
  }
}
