"""Which screens there are, and how each is made."""

from functools import partial

from desktop.services.code_lists import load_codes
from desktop.views.customers.screen import CustomersScreen
from desktop.views.imports.screen import ImportScreen
from desktop.views.papers import PapersScreen
from desktop.views.plans import PlansScreen
from desktop.views.screen_shelf import ScreenFactory
from desktop.views.settings import SettingsScreen
from desktop.views.sync import SyncScreen
from desktop.views.team.screen import TeamScreen
from desktop.views.today import TodayScreen
from desktop.views.visits.screen import VisitsScreen


def screens() -> dict[str, ScreenFactory]:
    """Give every screen by its id; a screen is built when it is first shown."""
    codes = load_codes()
    return {
        TodayScreen.screen_id: TodayScreen,
        CustomersScreen.screen_id: partial(CustomersScreen, codes=codes),
        PapersScreen.screen_id: PapersScreen,
        SettingsScreen.screen_id: SettingsScreen,
        SyncScreen.screen_id: partial(SyncScreen, codes=codes),
        VisitsScreen.screen_id: VisitsScreen,
        TeamScreen.screen_id: TeamScreen,
        ImportScreen.screen_id: ImportScreen,
        PlansScreen.screen_id: PlansScreen,
    }
