import pytest

from domain.rules.industries import (
    children,
    default_centre,
    default_segment,
    industry,
    industry_problems,
    section_of,
    sections,
)
from domain.values.customers import Segment


def test_that_the_whole_standard_is_there(codes):
    assert "".join(entry.code for entry in sections(codes)) == "ABCDEFGHIJKLMNOPQRST"
    divisions = [entry for section in sections(codes) for entry in children(codes, section.code)]
    assert [entry.code for entry in divisions] == [f"{number:02d}" for number in range(1, 98)]
    groups = [entry for division in divisions for entry in children(codes, division.code)]
    assert len(groups) == 473
    assert all(group.code.startswith(group.parent) for group in groups)


def test_that_every_division_has_a_group(codes):
    assert all(children(codes, f"{number:02d}") for number in range(1, 98))


def test_that_any_level_knows_its_section(codes):
    assert section_of(codes, "651") == "I"
    assert section_of(codes, "65") == "I"
    assert section_of(codes, "I") == "I"
    assert section_of(codes, "000") is None
    assert industry(codes, "631").name == "电信"


@pytest.mark.parametrize(
    ("triple", "problems"),
    [
        (("I", "65", "651"), ()),
        (("I", "65", None), ()),
        (("C", "65", None), ("industry_division_mismatch",)),
        (("I", "65", "631"), ("industry_group_mismatch",)),
        (("Z", "00", None), ("industry_unknown_section", "industry_unknown_division")),
        (("65", "I", None), ("industry_unknown_section", "industry_unknown_division")),
    ],
)
def test_that_levels_must_fit_together(codes, triple, problems):
    assert industry_problems(codes, *triple) == problems


def test_that_every_section_proposes_a_known_segment(codes):
    own = {segment.code for segment in codes.segments}
    assert own == {segment.value for segment in Segment}
    assert all(default_segment(codes, section.code) in own for section in sections(codes))
    assert default_segment(codes, "451") == "utilities"
    assert default_segment(codes, "441") == "energy"
    assert default_segment(codes, "999") is None


def test_that_centres_follow_the_sections(codes):
    assert default_centre(codes, "921") == "government"
    assert default_centre(codes, "652") == "it_manufacturing"
    assert default_centre(codes, "A") is None
