import httpx2


def test_that_the_server_of_a_test_answers_until_the_test_ends(running_server):
    answer = httpx2.get(f"{running_server.url}/healthz", timeout=10)
    assert answer.status_code == 200, answer.text
