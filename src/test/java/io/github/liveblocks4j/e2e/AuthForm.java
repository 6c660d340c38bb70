package io.github.liveblocks4j.e2e;

/** The two forms of {@code authEndpoint}, as members for the options of {@code createClient}. */
enum AuthForm {
  /** The client asks. The answer's status decides. */
  URL("authEndpoint: '%s', polyfills: { fetch: (url, init) => fetch(url, (%s)(init)) }"),

  /** The page asks. The answer's {@code error} decides. */
  CALLBACK(
      """
      authEndpoint: async (room) => {
        const init = {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ room }),
        };
        const answer = await fetch('%s', (%s)(init));
        return answer.json();
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
    return options("init => init");
  }

  /**
   * The same with another request.
   *
   * @param change a function from the request's {@code RequestInit} to that which is sent
   */
  String options(String change) {
    return options(Site.ENDPOINT, change);
  }

  String options(String url, String change) {
    return template.formatted(url, change);
  }
}
