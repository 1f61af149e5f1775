"""Tool tips that show words as they are typed."""

import html


def plain_tip(words: str) -> str:
    """Give words for a tool tip so that Qt takes nothing in them for markup.

    Tool tips guess their format: `<img src=…>` in a customer's name would be fetched, on Windows from any host.
    """
    if "<" not in words:
        return words
    return f"<qt>{html.escape(words)}</qt>".replace("\n", "<br>")
