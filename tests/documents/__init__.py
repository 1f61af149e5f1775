"""Papers as they print: content, layout and bytes."""
