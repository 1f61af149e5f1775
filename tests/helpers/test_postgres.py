import psycopg
import pytest
import sqlalchemy

from tests.helpers.postgres import PostgresCluster


def open_database(url: str) -> sqlalchemy.Engine:
    return sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)


def test_that_a_test_gets_an_empty_database_that_keeps_chinese_text(database_url):
    engine = open_database(database_url)
    with engine.begin() as connection:
        assert sqlalchemy.inspect(connection).get_table_names() == []
        connection.exec_driver_sql("CREATE TABLE notes (body varchar(20))")
        connection.exec_driver_sql("INSERT INTO notes VALUES ('走访 𠮷')")
        assert connection.exec_driver_sql("SELECT body FROM notes").scalar_one() == "走访 𠮷"
    engine.dispose()


@pytest.mark.postgres
def test_that_the_server_does_not_run_as_root(postgres_cluster: PostgresCluster):
    with postgres_cluster.connect() as connection:
        (row,) = connection.execute("SELECT pg_read_file('/proc/self/status')").fetchall()
    uid = next(line for line in row[0].splitlines() if line.startswith("Uid:")).split()[1]
    assert uid != "0"


@pytest.mark.postgres
def test_that_a_template_is_prepared_once_and_copied(postgres_cluster: PostgresCluster):
    prepared = []

    def prepare(url: str) -> None:
        prepared.append(url)
        engine = open_database(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE counter (value bigint)")
        engine.dispose()

    for _ in range(2):
        name = postgres_cluster.template("with_counter", prepare)
        url = postgres_cluster.new_database(template=name)
        engine = open_database(url)
        with engine.connect() as connection:
            assert sqlalchemy.inspect(connection).get_table_names() == ["counter"]
        engine.dispose()
        postgres_cluster.drop_database(url)
    assert len(prepared) == 1


@pytest.mark.postgres
def test_that_a_dropped_database_is_gone(postgres_cluster: PostgresCluster):
    url = postgres_cluster.new_database()
    postgres_cluster.drop_database(url)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url.replace("+psycopg", ""), connect_timeout=5)
