"""Windows, screens and widgets; they see a workspace and rows, never a session or an entity."""
