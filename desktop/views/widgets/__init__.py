"""Small reusable widgets; screens import them from here."""

from desktop.views.widgets.attachments import AttachmentTile
from desktop.views.widgets.buttons import Button, IconButton, Segmented, Switch, TagButton, shortcut_text
from desktop.views.widgets.charts import BarChart12, BulletBar, HeatStrip, Sparkline
from desktop.views.widgets.chips import Chip, ChipsInput, Person, chip_label
from desktop.views.widgets.dialog import Dialog, confirm
from desktop.views.widgets.dim import Dim
from desktop.views.widgets.feedback import Banner, EmptyState, IconLabel
from desktop.views.widgets.fields import ComboBox, DateEdit, FormLayout, FormRow, LineEdit, TimeEdit
from desktop.views.widgets.focus_ring import FocusRing
from desktop.views.widgets.kpi import KpiCell, KpiStrip
from desktop.views.widgets.labels import ElidedLabel, HairLine, KeyLabel, Label, Plane, SectionHeading, restyle
from desktop.views.widgets.layouts import FlowLayout, clear, column, row
from desktop.views.widgets.marks import Avatar, CompletenessBar, StatusBadge, TierBadge, VisitRhythm
from desktop.views.widgets.navigation import NavButton, NavEntry, NavRail
from desktop.views.widgets.spinner import ProgressLine, Spinner, draw_spinner
from desktop.views.widgets.splitter import SplitterPane
from desktop.views.widgets.sync_pill import SyncPill
from desktop.views.widgets.table import RowsHeader, RowsView
from desktop.views.widgets.top_bar import Bell, Breadcrumb, SearchBox, TopBar, UserButton

__all__ = [
    "AttachmentTile",
    "Avatar",
    "Banner",
    "BarChart12",
    "Bell",
    "Breadcrumb",
    "BulletBar",
    "Button",
    "Chip",
    "ChipsInput",
    "ComboBox",
    "CompletenessBar",
    "DateEdit",
    "Dialog",
    "Dim",
    "ElidedLabel",
    "EmptyState",
    "FlowLayout",
    "FocusRing",
    "FormLayout",
    "FormRow",
    "HairLine",
    "HeatStrip",
    "IconButton",
    "IconLabel",
    "KeyLabel",
    "KpiCell",
    "KpiStrip",
    "Label",
    "LineEdit",
    "NavButton",
    "NavEntry",
    "NavRail",
    "Person",
    "Plane",
    "ProgressLine",
    "RowsHeader",
    "RowsView",
    "SearchBox",
    "SectionHeading",
    "Segmented",
    "Sparkline",
    "Spinner",
    "SplitterPane",
    "StatusBadge",
    "Switch",
    "SyncPill",
    "TagButton",
    "TierBadge",
    "TimeEdit",
    "TopBar",
    "UserButton",
    "VisitRhythm",
    "chip_label",
    "clear",
    "column",
    "confirm",
    "draw_spinner",
    "restyle",
    "row",
    "shortcut_text",
]
