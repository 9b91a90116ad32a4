"""Values, facts and the rules between them: life cycles, identity, hours, SLA. Pure."""
