package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.servlet.AuthRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthRequestsTest {

  @Test
  void buildWhenEverythingIsSetThenRequestHasIt() {
    AuthRequest request =
        AuthRequests.forRoom("acme:plans")
            .user("alice", "designer")
            .session("tenant", "acme")
            .attribute("trace", "t1")
            .header("X-Team", "a")
            .header("x-team", "b")
            .body("page", 7)
            .body("tags", List.of(Map.of("n", 1L)))
            .build();

    HttpServletRequest http = request.http();
    assertThat(request.room()).contains("acme:plans");
    assertThat(request.body())
        .isEqualTo(
            Map.of(
                "room",
                "acme:plans",
                "page",
                new BigDecimal(7),
                "tags",
                List.of(Map.of("n", new BigDecimal(1)))));
    assertThat(http.getMethod()).isEqualTo("POST");
    assertThat(http.getUserPrincipal().getName()).isEqualTo("alice");
    assertThat(http.getRemoteUser()).isEqualTo("alice");
    assertThat(http.isUserInRole("designer")).isTrue();
    assertThat(http.isUserInRole("admin")).isFalse();
    assertThat(http.getSession(false).getAttribute("tenant")).isEqualTo("acme");
    assertThat(http.getAttribute("trace")).isEqualTo("t1");
    assertThat(Collections.list(http.getAttributeNames())).containsExactly("trace");
    assertThat(http.getHeader("x-TEAM")).isEqualTo("a");
    assertThat(Collections.list(http.getHeaders("X-Team"))).containsExactly("a", "b");
    assertThat(Collections.list(http.getHeaderNames())).containsExactly("X-Team");
  }

  @Test
  void buildWhenNothingIsSetThenUnauthenticatedUntilASessionIsMade() {
    AuthRequest request = AuthRequests.withoutRoom().build();

    HttpServletRequest http = request.http();
    assertThat(request.room()).isEmpty();
    assertThat(request.body()).isEmpty();
    assertThat(http.getUserPrincipal()).isNull();
    assertThat(http.getRemoteUser()).isNull();
    assertThat(http.getSession(false)).isNull();
    assertThat(http.getHeader("X-Team")).isNull();
    assertThat(http.getAttribute("trace")).isNull();

    http.getSession().setAttribute("a", 1);
    http.getSession().setAttribute("b", 2);
    http.getSession(true).removeAttribute("a");

    assertThat(http.getSession(false).getAttribute("a")).isNull();
    assertThat(http.getSession(false).getAttribute("b")).isEqualTo(2);
  }

  @Test
  void httpWhenMethodIsNotStubbedThenSaysWhatToUse() {
    HttpServletRequest http = AuthRequests.forRoom("r").build().http();

    assertThatThrownBy(http::getCookies)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("getCookies()")
        .hasMessageContaining("AuthRequests.of");
  }

  @Test
  void ofWhenGivenARequestThenItIsThatOne() {
    HttpServletRequest http = AuthRequests.forRoom("other").build().http();

    AuthRequest request = AuthRequests.of(http, "r", Map.of("x", true));

    assertThat(request.http()).isSameAs(http);
    assertThat(request.room()).contains("r");
    assertThat(request.body()).isEqualTo(Map.of("room", "r", "x", true));
    assertThat(AuthRequests.of(http, null, Map.of()).room()).isEmpty();
  }
}
