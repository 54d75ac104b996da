"""Who is who: levels in order, titles, disciplines, and the roles of documents."""
