from datetime import date

import pytest

from desktop.views.visits.words import due_words
from desktop.wording import _, pgettext


@pytest.mark.usefixtures("english")
def test_that_the_same_words_read_differently_in_their_context():
    assert (_("客户"), pgettext("field", "客户")) == ("Clients", "Client")


@pytest.mark.usefixtures("english")
def test_that_a_sentence_without_a_context_of_its_own_is_the_common_one():
    assert pgettext("field", "走访逾期") == _("走访逾期")
    assert _("走访逾期") != "走访逾期"


def test_that_chinese_needs_no_context(language):
    assert (pgettext("field", "客户") == "客户") == (language == "zh")


@pytest.mark.usefixtures("english")
def test_that_one_late_day_is_not_several():
    today = date(2026, 11, 25)
    assert due_words(date(2026, 11, 24), today)[0] == "1 day late"
    assert due_words(date(2026, 11, 16), today)[0] == "9 days late"
