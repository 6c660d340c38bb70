package io.github.liveblocks4j.war;

import jakarta.enterprise.context.ApplicationScoped;

/** A second bean, one too many. */
@ApplicationScoped
public class OtherBeanUserResolver extends OtherUserResolver {}
