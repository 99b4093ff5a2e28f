"""How the language reader's weights are made; not needed to run sitrep."""
