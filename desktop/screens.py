"""Which screens there are, and how each is made."""

from desktop.views.imports.screen import ImportScreen
from desktop.views.main_window import ScreenFactory


def screens() -> dict[str, ScreenFactory]:
    """Give every screen by its id; a screen is built when it is first shown."""
    return {
        ImportScreen.screen_id: ImportScreen,
    }
