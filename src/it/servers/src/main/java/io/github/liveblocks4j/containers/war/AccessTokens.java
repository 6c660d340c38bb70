package io.github.liveblocks4j.containers.war;

import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;

/** A second endpoint, which mints access tokens. */
@WebServlet(
    name = "access-tokens",
    urlPatterns = "/api/access-tokens",
    asyncSupported = true,
    loadOnStartup = 1,
    initParams =
        @WebInitParam(
            name = "roomAuthorizer",
            value = "io.github.liveblocks4j.containers.war.TeamRooms"))
public class AccessTokens extends LiveblocksAuthServlet {

  private static final long serialVersionUID = 1L;
}
