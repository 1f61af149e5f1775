from desktop.views.history import History, Place


def test_that_the_same_place_twice_is_one_visit():
    history = History()
    history.visit(Place("today"))
    history.visit(Place("today"))
    assert not history.can_go_back
    assert history.back() is None


def test_that_going_somewhere_new_forgets_what_lay_ahead():
    history = History()
    for place in (Place("today"), Place("customers"), Place("visits")):
        history.visit(place)
    assert history.back() == Place("customers")
    assert history.can_go_forward
    history.visit(Place("team"))
    assert history.forward() is None
    assert history.back() == Place("customers")
