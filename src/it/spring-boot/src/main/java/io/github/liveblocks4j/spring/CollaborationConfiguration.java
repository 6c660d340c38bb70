package io.github.liveblocks4j.spring;

// snippet: spring
import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AuthRequest;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.SecurityFilterChain;

@Configuration
public class CollaborationConfiguration {

  @Bean
  Liveblocks liveblocks(
      @Value("${liveblocks.secret-key}") String key,
      @Value("${liveblocks.base-url:https://api.liveblocks.io}") String baseUrl) {
    return Liveblocks.builder().secretKey(key).baseUrl(baseUrl).build();
  }

  @Bean
  ServletRegistrationBean<LiveblocksAuthServlet> liveblocksAuth(Liveblocks liveblocks) {
    var servlet = new LiveblocksAuthServlet(liveblocks, CollaborationConfiguration::user);
    var registration = new ServletRegistrationBean<>(servlet, "/api/liveblocks-auth");
    registration.setLoadOnStartup(1);
    return registration;
  }

  private static LiveblocksUser user(AuthRequest request) {
    if (!(request.http().getUserPrincipal() instanceof Authentication user)) {
      return null;
    }
    return LiveblocksUser.of(user.getName())
        .groupIds(user.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList())
        .userInfo(Map.of("name", user.getName()));
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    // The endpoint responds 401 itself, in JSON that the Liveblocks client reads.
                    .requestMatchers("/api/liveblocks-auth")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        // It rejects pages of other origins itself, too.
        .csrf(csrf -> csrf.ignoringRequestMatchers("/api/liveblocks-auth"))
        .httpBasic(Customizer.withDefaults())
        .build();
  }
}
// end
